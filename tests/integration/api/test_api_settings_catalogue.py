"""The settings catalogue over HTTP: every setting, in both languages, asked again for nothing."""

from importer.catalogue import catalogue

URL = "/api/v1/settings-catalogue"


def test_it_is_the_data_file_setting_by_setting(client):
    answer = client.get(URL)

    assert answer.status_code == 200
    assert answer.json == catalogue().published()
    assert [each["key"] for each in answer.json["settings"]] == list(catalogue().settings)


def test_every_text_of_it_is_there_in_both_languages(client):
    settings = client.get(URL).json["settings"]

    labels = [each[name] for each in settings for name in ("menu", "page", "label", "unit", "help")]
    labels += [choice["label"] for each in settings for choice in each["type"].get("choices", [])]
    assert all(label["ja"].strip() and label["en"].strip() for label in labels if label is not None)


def test_whoever_has_it_is_told_that_nothing_changed(client):
    etag = client.get(URL).headers["ETag"]

    again = client.get(URL, headers={"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")
    assert not etag.startswith("W/")
