"""The company that holds the campaign."""

from pydantic import Field

from generator.campaign.entity import Entity
from generator.campaign.kinds import PicturePath


class Company(Entity):
    """公司信息, printed at the head of every document."""

    name: str = Field(title="公司全称", description="营业执照上的全称,印在每份文件的抬头")
    short_name: str | None = Field(None, title="公司简称", description="印在页眉,不超过 8 个字", max_length=8)
    fonds_no: str | None = Field(
        None, title="全宗号", description="档案室给定的 4 位全宗号,没有可不填", pattern=r"^\w{4}$"
    )
    logo: PicturePath | None = Field(
        None,
        title="公司标志",
        description="标志图片(PNG、JPEG 或 SVG),与活动文件放在一起时只写文件名,例如 logo.png",
    )
