"""Everything that can be wrong with a template as a file: T-4xx, never reused.

T-40x to T-43x are about Word or both kinds of file, T-44x about Excel. A fault makes a document ugly, or
surprises its reader; those in `SEVERE` break it, or carry it (or something in it) out of the house.
"""

from __future__ import annotations

from generator.office.faults import Fault

FAULTS: dict[str, Fault] = {
    # fonts
    "T-401": Fault(
        "默认字体没有指定中文字体, 中文印成什么字体由打开它的电脑决定",
        "在 Word「开始 → 字体」右下角的对话框里选好「中文字体」, 点「设为默认值」, 选「仅此文档」",
    ),
    "T-402": Fault(
        "样式「{style}」只设了西文字体「{font}」, 没有中文字体, 中文不会用它",
        "在 Word「开始 → 样式」中右键该样式, 选「修改 → 格式 → 字体」, 把「中文字体」也选上",
    ),
    "T-403": Fault(
        "文字「{text}」直接设了西文字体「{font}」, 没有中文字体, 中文不会用它",
        "选中这段文字, 在「开始 → 字体」右下角的对话框里选「中文字体」; 最好改用样式",
    ),
    "T-404": Fault(
        "主题的{faces}没有中文字体, 而样式或单元格用的是主题字体",
        "Word 在「设计 → 字体 → 自定义字体」, Excel 在「页面布局 → 字体 → 自定义字体」里选好中文字体",
    ),
    "T-405": Fault(
        "主题字体按「{language}」取字, 不是简体中文, 中文可能印成日文字体(如 ＭＳ 明朝)",
        "在 Word「文件 → 选项 → 语言」把简体中文设为首选编辑语言, 再在「设计 → 字体」里重选一次字体并保存; "
        "或从随程序提供的模板改起",
    ),
    # formatting and styles
    "T-406": Fault(
        "有直接设置的格式: {kinds}, 换样式时它不会跟着变",
        "在「开始 → 样式」里新建或选用一个样式; 再选中这里, 按 Ctrl+空格 和 Ctrl+Q 清除直接格式",
    ),
    "T-407": Fault(
        "用到的样式「{style}」在文件里没有定义({count} 处), 会按默认样式印出",
        "在「开始 → 样式」里选中这些地方, 换成已有的样式",
    ),
    "T-408": Fault(
        "这里要展开成段落和列表, 但样式「{style}」{lack}",
        "在「开始 → 样式」面板的「管理样式」里找到「{style}」, 设为显示; 右键「修改 → 格式 → 编号」选好编号",
    ),
    # fields
    "T-409": Fault(
        "域 {field} 没有存下结果, WPS、手机和预览里这里是空的",
        "在 Word 中按 Ctrl+A 再按 F9 更新域(页眉页脚要点进去再按一次), 然后保存",
    ),
    "T-410": Fault(
        "域 {field} 的几个部分挤在同一段文字里, WPS 不显示它",
        "删去它, 用「插入 → 文档部件 → 域」重新插入; 页码用「插入 → 页码」",
    ),
    "T-411": Fault("域的开头与结尾不成对: {field}", "按 Alt+F9 显示域代码, 删去这个域再重新插入"),
    "T-412": Fault(
        "文件设定了打开时更新域, 每个收到文件的人都会看到一个询问框",
        "在 Word 中按 Ctrl+A 再按 F9 更新域并另存; 仍有提示时, 从随程序提供的模板改起",
    ),
    # what comes from outside, what is packed inside
    "T-413": Fault(
        "{what}链接到文件之外: {target}",
        "图片: 「文件 → 信息 → 编辑指向文件的链接」里断开链接, 改为插入图片; 模板: 「开发工具 → 文档模板」改回 Normal",
    ),
    "T-414": Fault(
        "域 {field} 从别处取内容, 别人打开时取不到, 还会暴露路径",
        "选中它按 Ctrl+Shift+F9, 变成普通内容",
    ),
    "T-415": Fault(
        "超链接指向本机或内网的文件: {target}",
        "右键「编辑超链接」, 改成网址; 或取消超链接, 写明文件名",
    ),
    "T-416": Fault("嵌有别的文件({what})", "把要给人看的内容直接写进模板, 删去嵌入的对象"),
    "T-417": Fault(
        "有 ActiveX 控件, Office 会拦下它, WPS 与 LibreOffice 打不开",
        "在「开发工具 → 设计模式」中删去控件; 要勾选框请用 □ 或表单控件",
    ),
    "T-418": Fault(
        "嵌有整段外来文档({target}), 其中的标签不会被填写",
        "在 Word 中打开一次并另存, 它会变成普通段落",
    ),
    "T-419": Fault(
        "文件是邮件合并的主文档, 打开时会去连接数据源",
        "在「邮件 → 开始邮件合并」中选「普通 Word 文档」",
    ),
    # what is left of people
    "T-420": Fault(
        "文件属性里留有个人信息: {names}",
        "在「文件 → 信息 → 检查问题 → 检查文档」中删除「文档属性和个人信息」",
    ),
    "T-421": Fault(
        "文件里有 {count} 条批注{authors}, 会原样出现在每份生成的文档里",
        "在「审阅 → 删除」中选「删除文档中的所有批注」",
    ),
    "T-422": Fault(
        "文件里有 {count} 处修订{authors}, 会原样出现在每份生成的文档里",
        "在「审阅 → 接受」中选「接受所有修订」",
    ),
    "T-423": Fault(
        "文件处于修订状态, 生成的文档一改动就会留下修订记录", "在「审阅 → 修订」中关闭修订, 再保存"
    ),
    "T-424": Fault(
        "有隐藏文字「{text}」, 看不见, 却会随每份文档送出",
        "按 Ctrl+Shift+8 显示隐藏文字, 删去它; 或在字体对话框中取消「隐藏」",
    ),
    "T-425": Fault(
        "{what}设有编辑保护, 填好的文档不便修改, 归档也不允许",
        "Word 在「审阅 → 限制编辑」, Excel 在「审阅 → 撤消保护」中取消保护",
    ),
    "T-426": Fault(
        "文件里记着它在某人电脑上的文件夹: {path}",
        "把文件移到不带姓名的文件夹, 打开并保存一次",
    ),
    "T-427": Fault("批注记着作者的名字: {names}", "在「文件 → 信息 → 检查问题 → 检查文档」中删除个人信息"),
    # structure of Word's tables and bookmarks
    "T-430": Fault("有一格里没有段落, Word 会说文件已损坏", "用 WPS 或 LibreOffice 打开另存, 或删去这一格重做"),
    "T-431": Fault("书签「{name}」的开头与结尾不成对", "在「插入 → 书签」中删去它, 选好范围后重新添加"),
    "T-432": Fault("有 {count} 个书签都叫「{name}」, Word 只认第一个", "在「插入 → 书签」中删去多余的"),
    "T-433": Fault(
        "这一行占 {wide} 列, 表格有 {columns} 列, Word 与 WPS 的列宽会不一样",
        "选中表格, 用「布局 → 合并/拆分单元格」让各行的列对齐",
    ),
    # Excel
    "T-441": Fault(
        "字体「{font}」没有中文字形, 却用在 {count} 个含中文或标签的单元格上",
        "选中这些单元格, 在「开始 → 字体」里换成中文字体(如 微软雅黑)",
    ),
    "T-442": Fault(
        "文件连着外部数据: {name}, 打开时会去连接, 也暴露了数据源",
        "在「数据 → 查询和连接」中删除连接, 把数据粘贴成数值",
    ),
    "T-443": Fault("有宏表或对话框表「{sheet}」", "右键工作表标签, 删除它"),
    "T-444": Fault(
        "工作表「{sheet}」是隐藏的, 里面有内容, 会随每份文件送出",
        "右键工作表标签「取消隐藏」(深度隐藏的要在 VBA 编辑器里改), 不用的就删除",
    ),
    "T-445": Fault(
        "打印设置不全: {lack}",
        "在「页面布局」中选纸张大小(A4), 并把「宽度」设为 1 页、「高度」设为自动",
    ),
    "T-446": Fault(
        "公式用了 {names}, 旧版 Excel、WPS 或 LibreOffice 可能算不出",
        "改用通用函数, 如 INDEX/MATCH、SUMIFS、SUMPRODUCT、&",
    ),
    "T-447": Fault("公式用了表格列的写法「{reference}」, LibreOffice 与手机上可能算不出", "改用单元格区域, 如 E7:E20"),
    "T-448": Fault(
        "公式用了格式「{format}」, 各家软件结果不一: LibreOffice 印不出或印成别的",
        "星期用 CHOOSE(WEEKDAY(…,2),…), 中文大写由标签写入",
    ),
}  # fmt: skip

SEVERE = frozenset({"T-011", "T-411", "T-413", "T-414", "T-417", "T-419", "T-430", "T-442", "T-443"})
