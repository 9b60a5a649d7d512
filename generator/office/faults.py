"""Everything that can be wrong with a template: one line a code, and the sentence it becomes.

Codes are never reused. T-0xx are about the file, T-1xx about the template language, T-2xx about Word;
those of the Excel engine (T-3xx) stand in its own room.
"""

from __future__ import annotations

from msgspec import Struct

from generator.diagnostics import Diagnostic, Place
from generator.errors import InvalidTemplate


class Fault(Struct, frozen=True):
    """What a code says and the way out; both may name details in braces."""

    message: str
    remedy: str


FAULTS: dict[str, Fault] = {
    # the file
    "T-001": Fault("这不是 Word(.docx)或 Excel(.xlsx)文件", "用 Word、Excel 或 WPS 另存为 .docx / .xlsx"),
    "T-002": Fault("文件已损坏: {reason}", "换一份完好的文件, 或在 Office 中打开并修复后另存"),
    "T-003": Fault("文件设有打开密码, 无法读取", "在 Office 中取消密码后另存"),
    "T-004": Fault("文件带有宏({part})", "在 Office 中另存为不带宏的 .docx / .xlsx"),
    "T-005": Fault("文件过大或压缩异常: {reason}", "确认文件来源; 正常模板远小于此限"),
    "T-006": Fault("文件内部的名称不合规: {reason}", "在 Office 中打开后另存一份"),
    "T-007": Fault("文件内部的 {part} 不是规范的 XML: {reason}", "在 Office 中打开后另存一份"),
    "T-008": Fault("文件缺少必要的部分 {part}", "在 Office 中打开后另存一份"),
    "T-009": Fault("这是旧格式的 Office 文件(.doc / .xls)", "用 Office 打开后另存为 .docx / .xlsx"),
    "T-011": Fault(
        "文件链接到别的工作簿({part})", "在 Excel「数据 → 编辑链接」中断开链接, 或把数据放进本文件, 再另存"
    ),
    "T-010": Fault("文件是「严格 Open XML」格式", "在 Office 中另存为普通的 .docx / .xlsx"),
    "T-012": Fault(
        "文件内容是 {content}, 名称却以 {ending} 结尾", "把结尾改成 {right}, 或换成真正的 {ending} 文件"
    ),
    # the template language, as written
    "T-101": Fault("标签没有写完: {tag}", "补上结束的 {closer}; 一个标签要写在同一段或同一格里"),
    "T-102": Fault(
        "多出一个 {tag}, 前面没有对应的开头", "补上开头, 或删去; 要印出大括号请写 {{{{ '{tag}' }}}}"
    ),
    "T-103": Fault("标签是空的: {tag}", "写上名称, 或删去标签"),
    "T-104": Fault("标签 {tag} 写法有误: {reason}", "{remedy}"),
    "T-105": Fault("标签 {tag} 的指令「{word}」不存在{guess}", "可用的指令: {known}"),
    "T-106": Fault("标签 {tag} 的指令「{word}」不允许使用", "{advice}"),
    "T-107": Fault(
        "标签 {tag} 用了过滤器「{word}」, 不允许: 它会把未经转义的文字写进文件", "去掉「|{word}」"
    ),
    "T-108": Fault("标签 {tag} 的过滤器「{word}」不存在{guess}", "可用的过滤器见模板手册"),
    "T-109": Fault("标签 {tag} 的判断「is {word}」不存在{guess}", "可用的判断见模板手册"),
    "T-110": Fault("标签 {tag} 是对象标签, 不允许使用", "改写为 {plain}"),
    "T-111": Fault("{tag} 没有对应的 {closer}", "在它管的内容之后补上 {closer}"),
    "T-112": Fault("{tag} 之前没有对应的 {opener}", "补上 {opener}, 或删去 {tag}"),
    "T-113": Fault("{tag} 与 {opener}({where})交叉", "先结束里面的一层, 再结束外面的一层"),
    "T-114": Fault("标签套得太深: {tag}", "减少套叠的层数(循环最多 {limit} 层)"),
    "T-115": Fault("标签 {tag} 的名称「{word}」不允许使用: 以两个下划线开头", "改用数据中的名称"),
    # the template language, at work
    "T-116": Fault("标签 {tag} 只能用在 Excel 模板里", "Word 里整行请写 {{%tr … %}}, 整段请写 {{%p … %}}"),
    "T-117": Fault(
        "标签 {tag} 的计算量超过上限 {limit:,}",
        "减少数据; 对长列表的筛选、排序、比较移到循环之外, 用 {{% set … %}} 只做一次",
    ),
    "T-118": Fault("标签超过上限 {limit:,} 个", "把模板分成几份, 或用循环代替逐个写出的标签"),
    "T-120": Fault(
        "标签 {tag} 中的「{name}」没有这个名称{guess}",
        "改正名称; 自己的数据里要写出这个键, 没有内容就在冒号后面留空",
    ),
    "T-121": Fault("标签 {tag}: 过滤器「{filter}」不能用于{value}", "{remedy}"),
    "T-122": Fault("标签 {tag} 无法计算: {reason}", "检查参与计算的值"),
    "T-123": Fault(
        "标签 {tag} 得到的是{value}, 不能直接印出", "用 {{% for %}} 逐项印出, 或写明要印哪一个字段"
    ),
    "T-124": Fault("标签 {tag} 要逐项循环, 但得到的是{value}", "for … in 之后要写一个列表"),
    "T-125": Fault(
        "标签 {tag} 要调用「{name}」, 模板中只能取字段, 不能调用", "去掉括号, 改用过滤器或数据中的字段"
    ),
    "T-126": Fault("标签 {tag} 的循环次数超过上限 {limit:,}", "减少数据, 或检查循环是否写错"),
    "T-127": Fault("生成的内容超过上限 {limit:,} 字符", "减少数据, 或检查循环是否写错"),
    "T-128": Fault("标签 {tag} 无法执行: {reason}", "检查标签的写法和所用的值"),
    "T-129": Fault("标签 {tag}: 各行展开的列不一样", "列的循环只能用全表都有的名单, 不能用某一行的值"),
    # the template language, looked at without data
    "T-130": Fault("标签 {tag} 填的是{object}, 但得到的是{value}", "换成一个{object}的名称"),
    "T-131": Fault(
        "标签 {tag} 中的「{name}」: {owner} 不能直接取「{field}」",
        "先写 {{% for x in … %}} 逐项循环, 再取 x.{field}; 只要第一项请写 …|first",
    ),
    "T-132": Fault(
        "标签 {tag} 得到的是{value}, 写在文字里印不出{object}",
        "放一张占位{object}, 在占位{object}的替代文字里写这个标签, 并且写在最前面",
    ),
    "T-133": Fault(
        "标签 {tag}: {left}与{right}不能{deed}",
        "两边要同类: 数与数、日期与日期; 写在引号里的是文字, 列表的项数写 …|length",
    ),
    "T-134": Fault("标签 {tag}: 过滤器「{filter}」的参数不对", "参数的个数和名称见模板手册, 多余的删去"),
    # Word
    "T-201": Fault("标签 {tag} 要写在{holder}里", "移到{holder}里, 或去掉「{scope}」"),
    "T-202": Fault(
        "同一{holder}里有两个控制标签: {tag} 与 {other}", "{holder}会整个消失, 只能放一个; 请各占一{holder}"
    ),
    "T-203": Fault(
        "放有 {tag} 的{holder}里还有别的内容: {content}", "这一{holder}会整个消失; 把其他内容移到别处"
    ),
    "T-204": Fault("放有 {tag} 的段落里有分节符", "把标签移到单独的一段"),
    "T-205": Fault(
        "{tag} 与 {opener}({where})不在同一层",
        "成对的标签放在同一段里, 或都用 {{%p %}}、{{%tr %}} 各占一段、一行",
    ),
    "T-206": Fault("标签 {tag} 要写在循环里", "放到 {{% for %}} 与 {{% endfor %}} 之间"),
    "T-207": Fault(
        "标签 {tag} 所在的行不由离它最近的循环重复, 没有可以合并的上一行",
        "在这一行的上下各放一行 {{%tr for … %}} 与 {{%tr endfor %}}; 列的循环和段落的循环里不能用它",
    ),
    "T-208": Fault(
        "标签 {tag} 里的「-」要把它与前后的文字连成一段, 会连同{content}一起去掉",
        "去掉「-」, 或把标签移到紧挨着那段文字的段落里",
    ),
    "T-210": Fault("标签 {tag} 得到的是{value}, 不能作为正文段落", "{remedy}"),
    "T-211": Fault("图片的标签 {tag} 得到的是{value}, 不是图片", "换成图片文件的路径, 如 company.logo"),
    "T-212": Fault("图表的标签 {tag} 得到的是{value}, 不能画成图表", "{remedy}"),
    # fields of Word
    "T-220": Fault(
        "引用的内容没有出现在生成的文件里, 这里印出了提示: {text}",
        "把这句话和它引用的图、表或标题放在同一个 {{% if %}} 里, 一起出现、一起消失",
    ),
    # charts in Word
    "T-230": Fault(
        "图表的数据在链接的文件里({target}), 不能填入",
        "在 Word 里重新插入图表, 或复制图表后用「嵌入工作簿」的方式粘贴",
    ),
    "T-231": Fault(
        "图表后面的工作簿是 .{ending} 格式, 不能填入", "在 Word 里重新插入图表, 它的工作簿就是 .xlsx"
    ),
    "T-232": Fault(
        "这种图表不能填入数据",
        "改用柱形图、条形图、折线图、面积图、饼图、环形图、雷达图或散点图; 漏斗图、瀑布图等用条形图代替",
    ),
    "T-233": Fault("图表里没有系列", "在 Word 里给图表留下至少一个系列, 填入的系列照它的样子画"),
    "T-234": Fault(
        "这种图表要有 {wanted} 个系列, 数据有 {count} 个",
        "饼图只画一个系列: 换成环形图或柱形图, 或换一组数据",
    ),
    "T-235": Fault(
        "图表后面的工作簿不能填入: {reason}", "在 Word 里「编辑数据」后保存一次; 还不行就重新插入图表"
    ),
    # pictures
    "T-240": Fault("标签 {tag} 的图片「{path}」不能用: {reason}", "{remedy}"),
}


def diagnose(code: str, place: Place, **words: object) -> Diagnostic:
    """Return the diagnostic of `code` at `place`; `words` fill the details of its sentences."""
    fault = FAULTS[code]
    return Diagnostic(code, fault.message.format(**words), fault.remedy.format(**words), place)


def refuse(code: str, place: Place, **words: object) -> InvalidTemplate:
    """Return the refusal of a template for this one reason."""
    return InvalidTemplate((diagnose(code, place, **words),))
