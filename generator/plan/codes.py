"""Every code of a diagnostic about packs and files, with what it says. A code is never given another meaning."""

CODES: dict[str, str] = {
    "P-001": "同一个活动在输出目录下有两个资料包",
    "P-002": "输出文件已存在,不会覆盖",
    "P-003": "--only 没有这个代码的文件",
    "P-004": "--only 的文件都还没有模板",
    "P-005": "比最新版本更新的版本缺了文件夹或版本记录",
    "P-006": "输出文件与模板不是同一种文件",
    "P-007": "没有这个模板目录,或里面没有 Word、Excel 文件",
    "P-008": "文件名不是任何一份文件的模板",
    "P-009": "同一份文件有两份模板",
    "P-010": "模板不是这份文件的格式",
    "P-011": "没有这个代码的文件",
}
