"""Everything that can be wrong with an Excel template in particular: T-3xx, never reused."""

from __future__ import annotations

from generator.diagnostics import Diagnostic, Place
from generator.office.faults import Fault

FAULTS: dict[str, Fault] = {
    # rows that repeat
    "T-301": Fault(
        "控制行(含 {{%tr … %}} 的行)里还有别的内容「{text}」", "控制行会整行消失, 请把内容移到别的行"
    ),
    "T-302": Fault(
        "标签 {tag}: 「{scope}」之后不能写「{word}」",
        "整行整列的指令只有 for、if、elif、else、set、with 及其结束",
    ),
    "T-303": Fault(
        "标签 {tag} 与别的标签或文字写在一起, 它要独占一格",
        "每个 {{%tr … %}}、{{%tc … %}} 单独写在一个单元格里",
    ),
    "T-304": Fault("标签 {tag} 没有在同一个单元格里结束", "逐行展开请用 {{%tr … %}}; 格内的判断要在本格写完"),
    "T-306": Fault("标签 {tag} 只能用在 Word 模板里", "Excel 单元格请写 {{{{ … }}}}, 整行请写 {{%tr … %}}"),
    # cells and formulas
    "T-307": Fault(
        "标签 {tag} 用「{word}」把数变成了文字, 这样的单元格不能再计算",
        "去掉「|{word}」, 用单元格的数字格式来显示",
    ),
    "T-308": Fault("公式 ={formula} 无法读取", "在 Excel 中检查这个公式"),
    "T-309": Fault(
        "{tag} 写在{where}里, 这里的标签不会被填写", "把标签移到单元格、文本框、图片的替代文字或页眉页脚里"
    ),
    # tables and the sheet as a whole
    "T-310": Fault("表格「{table}」的{part}落在会重复或消失的行里", "让 {{%tr … %}} 只包住表格的数据行"),
    "T-311": Fault("表格「{table}」没有数据行", "在表格的控制行之间至少留一行"),
    "T-312": Fault("工作表展开后有 {count:,} 行, 超过 Excel 上限 1,048,576 行", "减少数据, 或分到几个工作表"),
    "T-313": Fault("表格「{table}」的列名「{name}」重复或为空", "让表头各格的文字互不相同"),
    # values
    "T-314": Fault(
        "一个单元格放不下这种值: {value}",
        "只能填文字、数字、日期、时间或是/否; 列表请用 {{%tr for … %}} 逐行展开",
    ),
    "T-315": Fault(
        "文字有 {count:,} 个字符, 超过单元格上限 {limit:,} 个", "缩短这段文字, 或分到几个单元格里"
    ),
    "T-316": Fault("「{value}」不是 Excel 能保存的数", "检查这个数是怎么算出来的"),
    "T-317": Fault(
        "整数 {value} 超过 15 位, Excel 会把后面几位变成 0", "编号、证件号一类请在数据里加引号写成文字"
    ),
    "T-318": Fault("日期 {value} 早于 Excel 日历的第一天", "更早的日期请在数据里加引号写成文字"),
    "T-319": Fault("页眉页脚有 {count} 个字符, 超过 Excel 上限 {limit} 个", "缩短页眉页脚的文字"),
    # what cannot be read, columns and sheets
    "T-320": Fault("{text} 无法读取", "在 Excel 中打开这个文件, 让它修复后另存"),
    "T-321": Fault(
        "控制列(含 {{%tc … %}} 的列)里还有别的内容「{text}」", "控制列会整列消失, 请把内容移到别的列"
    ),
    "T-323": Fault("标签 {tag}: 一个工作表只能有一个 {{%sheet … %}}", "删去多余的一个"),
    "T-324": Fault(
        "标签 {tag}: 「sheet」之后不能写「{word}」",
        "写 {{%sheet for … in … %}} 或 {{%sheet if … %}}; 它管整张工作表, 不写结束标签",
    ),
    "T-325": Fault("所有工作表都没有了, 工作簿至少要有一个工作表", "留一个不受 {{%sheet … %}} 控制的工作表"),
    "T-326": Fault("工作表展开后有 {count:,} 列, 超过 Excel 上限 16,384 列", "减少数据, 或改为逐行展开"),
    "T-327": Fault(
        "标签 {tag} 所在的图形从控制行或控制列开始, 那里会整行整列消失",
        "把图形的左上角移到要填写的单元格里",
    ),
    # findings that stop nothing
    "T-330": Fault(
        "公式 ={formula} 的值由 Excel 打开时计算(共 {count} 处)", "不用处理; 手机和预览里这些格暂时是空的"
    ),
}


def diagnose(code: str, place: Place, **words: object) -> Diagnostic:
    """Return the diagnostic of `code` at `place`; `words` fill the details of its sentences."""
    fault = FAULTS[code]
    return Diagnostic(code, fault.message.format(**words), fault.remedy.format(**words), place)
