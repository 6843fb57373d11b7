"""Every text of the command line and the window, in Japanese and English: the one table."""

from softphone.catalogue import Language

TEXTS: dict[str, tuple[str, str]] = {
    # What came of the last question
    "standing.not_enrolled": ("端末が登録されていません。", "This softphone is not enrolled yet."),
    "standing.controlled": ("設定が配信されました。", "Settings were delivered."),
    "standing.unchanged": ("配信された設定に変更はありません。", "The delivered settings are unchanged."),
    "standing.not_controlled": (
        "配信される設定はありません。ご自身の設定で動作しています。",
        "No settings are delivered. Your own settings apply.",
    ),
    "standing.waiting": (
        "サーバの指定により、{until} までお待ちください。前回の設定で動作しています。",
        "The server asked to wait until {until}. The last settings stay in force.",
    ),
    "standing.unreachable": (
        "サーバから応答を得られませんでした({why})。前回の設定で動作しています。",
        "There was no answer from the server ({why}). The last settings stay in force.",
    ),
    "standing.agent_ended": (
        "エージェントのサインインが終了しました。前回の設定で動作しています。",
        "The agent's session has ended. The last settings stay in force.",
    ),
    "standing.device_ended": (
        "この端末の登録は無効になりました。もう一度登録してください。前回の設定で動作しています。",
        "The enrolment of this terminal is no longer valid. Enrol it again. The last settings stay in force.",
    ),
    "standing.refused": (
        "サーバが問い合わせを受け付けませんでした: {detail} 前回の設定で動作しています。",
        "The server refused the question: {detail} The last settings stay in force.",
    ),
    "standing.failed": (
        "配信された設定を適用できませんでした({detail})。前回の設定で動作しています。",
        "The delivered settings could not be applied ({detail}). The last settings stay in force.",
    ),
    "standing.session_over": (
        "エージェントのサインインが終了したため、サインアウトしました。",
        "The agent's session had ended, so the agent was signed out.",
    ),
    "reason.softphone_too_old": (
        "ソフトフォンのバージョンが古いため、設定は配信されません。",
        "This version of the softphone is too old for delivery.",
    ),
    "reason.server_too_old": (
        "サーバのバージョンが古いため、設定は配信されません。",
        "The server's version is too old for delivery.",
    ),
    "reason.terminal_type": (
        "この端末種別には設定が配信されません。",
        "Settings are not delivered to this type of terminal.",
    ),
    "why.no_connection": ("接続できません", "no connection"),
    "why.timed_out": ("時間切れ", "timed out"),
    "why.server_fault": ("サーバの障害", "server fault"),
    "why.too_many": ("回数の超過", "too many requests"),
    "why.not_the_portal": ("管理画面のサーバではない応答", "the answer is not the portal's"),
    # What came of an action
    "said.no_answer": (
        "サーバから応答を得られませんでした({why})。",
        "There was no answer from the server ({why}).",
    ),
    "said.retry_after": ("{seconds} 秒後にもう一度お試しください。", "Try again in {seconds} seconds."),
    "said.wrong_entry": (
        "入力した内容のいずれかが違います。確かめて、もう一度入力してください。",
        "Something that was entered is wrong. Check it and enter it again.",
    ),
    "said.refused": ("サーバが受け付けませんでした: {detail}", "The server refused: {detail}"),
    "said.device_ended": (
        "この端末の登録は無効になりました。もう一度登録してください。",
        "The enrolment of this terminal is no longer valid. Enrol it again.",
    ),
    "said.agent_ended": (
        "エージェントのサインインが終了しています。もう一度サインインしてください。",
        "The agent's session has ended. Sign in again.",
    ),
    "said.not_enrolled": ("先に端末を登録してください。", "Enrol the terminal first."),
    "said.not_signed_in": ("エージェントがサインインしていません。", "No agent is signed in."),
    "said.agent_function_off": (
        "「エージェント機能を利用する」のチェックが外れています(agent.enabled)。",
        "The agent function is switched off on this softphone (agent.enabled).",
    ),
    "said.nothing_captured": ("取得した設定値はありません。", "Nothing was captured."),
    "said.enrolled": (
        "端末 {extension}({name})を登録しました。",
        "Enrolled as terminal {extension} ({name}).",
    ),
    "said.signed_in": ("{name} がサインインしました。", "{name} is signed in."),
    "said.signed_out": ("サインアウトしました。", "Signed out."),
    "said.saved": ("保存しました。", "Saved."),
    "said.nothing_saved": ("保存していません。", "Nothing was saved."),
    "said.reset": ("初期化しました。", "Everything was forgotten."),
    "said.version": (
        "バージョンを変更しました。次の再起動から有効です。",
        "The version was changed. It counts from the next restart.",
    ),
    "said.bad_version": (
        "バージョンは 3.13.7 の形式で入力してください。",
        "Enter the version in the form 3.13.7.",
    ),
    "said.busy": (
        "別の操作が実行中です。少し待ってからもう一度お試しください。",
        "Another program is using this softphone. Try again in a moment.",
    ),
    "said.unreadable": (
        "状態ファイルを読み取れません。ファイルは変更していません: {path}",
        "The state file cannot be read. It was left as it is: {path}",
    ),
    "said.not_written": (
        "状態ファイルに保存できません: {detail}",
        "The state file cannot be written: {detail}",
    ),
    "said.say_yes": (
        "初期化すると自分の設定も消えます。続けるには --yes を付けてください。",
        "A reset forgets your own settings too. Say --yes to go on.",
    ),
    "said.bad_server": (
        "サーバは http:// または https:// で始まるアドレスで指定してください。",
        "Name the server by an address that begins with http:// or https://.",
    ),
    # Why a setting is not changed
    "fault.locked": ("管理者により制御されているため変更できません。", "Controlled by the administrator."),
    "fault.unknown_setting": (
        "このバージョンにない設定項目です。",
        "This version of the softphone has no such setting.",
    ),
    "fault.bad_value": ("この項目に設定できない値です。", "This setting cannot have that value."),
    "fault.from_enrolment": (
        "端末の登録で決まる項目です。変更するには端末を登録し直してください。",
        "Set by enrolment. Enrol again to change it.",
    ),
    "option.crm_integration": ("CRM連携オプション", "CRM integration option"),
    # The command `show`
    "show.server": ("サーバ", "server"),
    "show.terminal": ("端末", "terminal"),
    "show.agent": ("エージェント", "agent"),
    "show.version": ("ソフトフォンのバージョン", "softphone version"),
    "show.profile": ("ソフトフォン設定配信", "profile"),
    "show.locked": ("管理者により制御", "locked"),
    "show.needs": ("利用不可: {option}の契約がありません", "not usable: needs the {option}"),
    # Where a capture stands
    "capture.unsent": ("送信できていません", "not sent yet"),
    "capture.received": ("受け付けました", "received"),
    "capture.processing": ("取り込み中です", "being taken in"),
    "capture.ingested": ("取り込みました", "taken in"),
    "capture.refused": ("取り込めませんでした", "refused"),
    "capture.snapshot": ("「{name}」のバージョン {version}", "“{name}”, version {version}"),
}

Params = str | int


def text(key: str, language: Language, /, **params: Params) -> str:
    """Return the text called `key`. Raises `KeyError` for one that is not in the table."""
    japanese, english = TEXTS[key]
    return (japanese if language == "ja" else english).format(**params)


def known(key: str) -> bool:
    """Whether the table has a text of that name."""
    return key in TEXTS
