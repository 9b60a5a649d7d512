"""What the open copy of the campaign file does not tell."""

from generator.render.masking import mask_text


def test_mobile_numbers_are_masked_wherever_they_stand() -> None:
    text = "phone: '13812345678'  # 备用 139 1234 5678\nnote: 打 137-1234-5678"
    assert mask_text(text) == "phone: '138****5678'  # 备用 139****5678\nnote: 打 137****5678"


def test_mail_addresses_keep_their_first_letter_and_their_domain() -> None:
    assert mask_text("email: zhou.lan@example.com") == "email: z***@example.com"


def test_other_numbers_and_the_order_of_lines_stay() -> None:
    text = "id: HD-2026-001\ntotal: 521500\n# 注释 110105199001011234\nhotel: 021-55551234\n"
    assert mask_text(text) == text
