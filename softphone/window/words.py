"""The labels of the window's pages, in Japanese and English. Sentences about outcomes are in `texts`."""

from softphone.catalogue import Language
from softphone.texts import known, text

WORDS: dict[str, tuple[str, str]] = {
    "softphone": ("ソフトフォン", "Softphone"),
    "phones": ("ソフトフォンの一覧", "Softphones"),
    "phones.none": (
        "まだソフトフォンがありません。追加して、端末を登録してください。",
        "There is no softphone yet. Add one, then enrol it.",
    ),
    "phones.add": ("ソフトフォンを追加", "Add a softphone"),
    "phones.unreadable": ("状態ファイルを読み取れません", "The state file cannot be read"),
    "phones.not_enrolled": ("未登録", "Not enrolled"),
    "phones.open": ("開く", "Open"),
    "language": ("言語", "Language"),
    "version": ("ソフトフォンのバージョン", "Softphone version"),
    "version.short": ("バージョン", "Version"),
    "version.hint": ("例: 3.13.7", "For example 3.13.7"),
    "version.change": ("バージョンを変更", "Change the version"),
    "nav": ("メニュー", "Menu"),
    "nav.phone": ("電話", "Phone"),
    "nav.agent": ("エージェント", "Agent"),
    "nav.settings": ("設定", "Settings"),
    "nav.capture": ("設定値を取得", "Capture"),
    "nav.about": ("バージョン情報", "About"),
    "status": ("状態", "Status"),
    "status.extension": ("内線", "Ext."),
    "status.agent": ("エージェント", "Agent"),
    "status.no_agent": ("サインインしていません", "not signed in"),
    "status.controlled": ("管理者による制御", "Controlled by the administrator"),
    "restart": ("再起動", "Restart"),
    "enrol": ("端末を登録", "Enrol this terminal"),
    "enrol.lead": (
        "管理者から知らされた契約ID、内線番号、端末パスワードを入力してください。",
        "Enter the organisation's identifier, the extension and the terminal password that you were given.",
    ),
    "enrol.organization": ("契約ID", "Organisation"),
    "enrol.extension": ("内線番号", "Extension"),
    "enrol.password": ("端末パスワード", "Terminal password"),
    "enrol.send": ("登録", "Enrol"),
    "enrol.again": ("端末を登録し直す", "Enrol again"),
    "lists": ("表示するリスト", "List shown"),
    "numbers": ("番号リスト", "Numbers"),
    "contact_points": ("窓口リスト", "Contact points"),
    "numbers.none": ("表示する番号はありません。", "There are no numbers to show."),
    "contact_points.none": ("表示する窓口はありません。", "There are no contact points to show."),
    "lists.search": ("絞り込み", "Filter"),
    "lists.more": (
        "ほか {count} 件は絞り込んで表示してください。",
        "{count} more: filter the list to see them.",
    ),
    "lists.no_caller": ("通知番号なし", "no caller number"),
    "owner.terminal": ("電話端末", "Terminal"),
    "owner.ring_group": ("着信グループ", "Ring group"),
    "owner.ivr": ("IVR", "IVR"),
    "owner.call_center": ("コールセンター", "Call centre"),
    "owner.business_label": ("業務ラベル", "Business label"),
    "kind.extension": ("内線番号", "extension"),
    "kind.external": ("外線番号", "external"),
    "agent.sign_in": ("サインイン", "Sign in"),
    "agent.sign_out": ("サインアウト", "Sign out"),
    "agent.login": ("ログインID", "Login"),
    "agent.password": ("パスワード", "Password"),
    "agent.signed_in": ("サインイン中", "Signed in"),
    "agent.until": ("有効期限", "Ends"),
    "agent.off": (
        "「エージェント機能を利用する」のチェックが外れているため、サインインできません。",
        "The agent function is switched off, so nobody can sign in.",
    ),
    "agent.enable": ("エージェント機能を利用する", "Use the agent function"),
    "settings": ("ソフトフォン設定", "Softphone settings"),
    "settings.menus": ("設定メニュー", "Settings menu"),
    "settings.none": (
        "設定項目の一覧をまだサーバから受け取っていません。再起動してください。",
        "The list of settings has not been received from the server yet. Restart the softphone.",
    ),
    "settings.save": ("保存", "Save"),
    "settings.locked": ("管理者により制御されています", "Controlled by the administrator"),
    "settings.unavailable": (
        "{option}の契約がないため利用できません",
        "Not usable without the {option}",
    ),
    "settings.from_enrolment": ("端末の登録で決まります", "Set by enrolment"),
    "settings.range": ("{least}–{most}", "{least} to {most}"),
    "settings.longest": ("{most} 文字まで", "At most {most} characters"),
    "settings.one_a_line": ("1 行に 1 件入力します", "One entry a line"),
    "settings.place": ("{place} 番目", "Place {place}"),
    "settings.none_chosen": ("(なし)", "(none)"),
    "settings.secret_set": ("設定済み。変更する場合だけ入力します", "Set. Type only to change it"),
    "settings.secret_unset": ("未設定", "Not set"),
    "settings.secret_clear": ("消去する", "Clear it"),
    "settings.not_delivered": ("配信されていません。", "Not delivered."),
    "settings.faults": (
        "保存できません。次の項目を確認してください。",
        "Nothing was saved. Check these items:",
    ),
    "capture": ("設定値を取得", "Capture the settings"),
    "capture.lead": (
        "このソフトフォンの設定値を管理画面へ送り、「ソフトフォン設定値取得」に取り込みます。",
        "Sends the settings of this softphone to the portal, where they become a version of a snapshot.",
    ),
    "capture.name": ("ソフトフォン設定値名", "Name of the snapshot"),
    "capture.send": ("取得", "Capture"),
    "capture.again": ("もう一度送信", "Send again"),
    "capture.sign_in": (
        "取得するには、権限のあるアカウントでサインインしてください。",
        "Sign in with an account that may capture.",
    ),
    "capture.newest": ("最新の取得", "Newest capture"),
    "capture.refresh": ("状態を更新", "Look again"),
    "capture.left_out": ("取り込まない項目", "Left out"),
    "capture.unrecognised": ("未対応の項目", "Not recognised"),
    "capture.reasons": ("理由", "Reasons"),
    "about.profile": ("ソフトフォン設定配信", "Profile"),
    "about.snapshot": ("ソフトフォン設定値", "Snapshot"),
    "about.revision": ("配信内容のリビジョン", "Revision in force"),
    "about.server": ("サーバ", "Server"),
    "about.terminal": ("端末", "Terminal"),
    "about.file": ("状態ファイル", "State file"),
    "about.none": ("なし", "None"),
    "about.reset": ("初期化", "Reset"),
    "about.reset_lead": (
        "端末の登録と自分の設定をすべて消します。元に戻せません。",
        "Forgets the enrolment and all your own settings. It cannot be undone.",
    ),
    "about.reset_sure": ("すべて消してよいことを確認しました", "I want all of it to be forgotten"),
    "error.403": (
        "この操作は受け付けられません。ページを開き直してから、もう一度お試しください。",
        "That was not accepted. Open the page again and try once more.",
    ),
    "error.404": ("ページがありません。", "There is no such page."),
    "error.405": ("この操作はできません。", "That cannot be done here."),
    "error.413": ("送信した内容が大きすぎます。", "That is too much to send."),
    "error.500": ("エラーが発生しました。", "Something went wrong."),
    "error.title": ("エラー", "Error"),
    "skip": ("本文へ", "Skip to content"),
}


def word(key: str, /, *, language: Language, **params: str | int) -> str:
    """Return the label or text called `key`. Raises `KeyError` for one that is in neither table."""
    if key not in WORDS:
        return text(key, language, **params)
    japanese, english = WORDS[key]
    return (japanese if language == "ja" else english).format(**params)


def word_or(key: str, otherwise: str, /, *, language: Language) -> str:
    """Return the label called `key`, `otherwise` if there is none: a newer portal may say more."""
    return word(key, language=language) if key in WORDS or known(key) else otherwise
