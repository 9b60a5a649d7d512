"""Who takes part: the roster, departments, shifts, guests, contacts."""

from pydantic import Field

from generator.campaign.entity import Entity
from generator.campaign.kinds import Clock, Day, LocationId, PersonId, ShiftId, Texts, Time, YesNo


class Person(Entity):
    """人员."""

    id: str = Field(title="人员编号", description="在本文件中引用此人的编号,例如 p01")
    name: str = Field(title="姓名", description="真实姓名")
    dept: str = Field(title="部门", description="所属部门或单位")
    title: str | None = Field(None, title="职务", description="职务名称")
    phone: str | None = Field(None, title="电话", description="手机号,打印时默认隐去中间四位")
    email: str | None = Field(None, title="邮箱", description="电子邮箱")
    roles: Texts = Field((), title="角色", description="在本次活动中的角色,可写多个")
    external: YesNo = Field(False, title="是否外部", description="外部人员(供应商、兼职)填 是")
    onsite_group: str | None = Field(
        None, title="现场小组", description="例如 签到组、引导组、技术支持组、应急组"
    )
    onsite_post: str | None = Field(None, title="岗位", description="现场的岗位")
    onsite_area: str | None = Field(None, title="站位/区域", description="现场负责的区域")
    onsite_arrival: Clock | None = Field(None, title="到岗时间", description="应到岗的时间,例如 9:00")
    onsite_duty: str | None = Field(None, title="现场职责", description="在岗时做什么")
    onsite_leader: YesNo = Field(False, title="是否组长", description="小组组长填 是")
    radio: str | None = Field(None, title="对讲频道/群", description="对讲机频道或工作群")
    backup_of: PersonId | None = Field(None, title="备岗", description="此人是谁的备岗,填人员编号")
    shifts: tuple[ShiftId, ...] = Field((), title="班次", description="当班的班次编号;不写时每个班次都在")


class Department(Entity):
    """部门职责."""

    name: str = Field(title="部门名称", description="部门名称")
    duties: Texts = Field((), title="职责", description="该部门在本次活动中的职责,每条一项")
    lead: PersonId | None = Field(None, title="部门负责人", description="填人员编号")


class Shift(Entity):
    """班次: for which a sign-in sheet is printed."""

    id: str = Field(title="班次编号", description="例如 A 班")
    date: Day | None = Field(None, title="日期", description="当班日期")
    location: LocationId | None = Field(None, title="地点", description="填地点编号")
    start: Time | None = Field(None, title="开始时间", description="班次开始,例如 9:00")
    end: Time | None = Field(None, title="结束时间", description="班次结束,例如 18:00")


class Guest(Entity):
    """嘉宾: personal data, kept apart."""

    name: str = Field(title="嘉宾姓名", description="嘉宾姓名")
    org: str | None = Field(None, title="单位", description="嘉宾所在单位")
    title: str | None = Field(None, title="职务", description="嘉宾职务")
    phone: str | None = Field(None, title="联系方式", description="打印时默认隐去中间四位")
    inviter: PersonId | None = Field(None, title="邀请人", description="由谁邀请,填人员编号")
    seat: str | None = Field(None, title="座位/桌号", description="座位号或桌号")


class Contact(Entity):
    """应急联系人."""

    kind: str | None = Field(None, title="联系类别", description="例如 紧急联系人、医院、派出所、场地值班")
    name: str = Field(title="姓名/单位", description="联系人或单位名称")
    phone: str | None = Field(None, title="电话", description="联系电话")
