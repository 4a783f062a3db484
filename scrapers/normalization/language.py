"""Language of a job title, from its small words, its endings and its letters."""

import re

from scrapers.normalization.words import fold

_MARKERS = {
    "de": "und oder für mit im als der die das den dem zur zum bei von bereich raum schwerpunkt leiter leiterin mitarbeiter "
    "mitarbeiterin ausbildung praktikum praktikant werkstudent fachkraft aushilfe vollzeit teilzeit duales studium vertrieb "
    "einkauf verkäufer verkäuferin berater beraterin entwickler entwicklerin ingenieur ingenieurin techniker fahrer dozent "
    "referent sachbearbeiter pfleger erzieher koch arzt ärztin kundenservice lösungen künstliche intelligenz softwareentwickler "
    "projektleiter teamleiter geschäftsführer helfer monteur elektroniker",
    "en": "and or for with of the in to engineer developer manager analyst scientist assistant officer lead head sales "
    "specialist nurse teacher driver worker intern internship full time part designer researcher director clerk accountant",
    "fr": "et ou pour avec de du des la le les chez ingénieur développeur chef vendeur responsable assistante alternance stage "
    "chargé chargée conseiller commercial comptable infirmier h f",
    "pl": "i lub do w dla oraz specjalista kierownik kierowca pracownik inżynier programista księgowa sprzedawca młodszy starszy",
    "es": "y o para con de del el los ingeniero desarrollador vendedor técnico responsable jefe camarero enfermera prácticas",
    "cs": "a nebo pro vývojář inženýr řidič účetní prodavač vedoucí obchodní zástupce pracovník",
    "nl": "en of voor met van het een medewerker ontwikkelaar verkoper verpleegkundige monteur chauffeur hoofd",
    "it": "e o per con di del della il ingegnere sviluppatore addetto impiegato venditore responsabile cuoco infermiere",
}
_VOTES: dict[str, list[str]] = {}
for _language, _words in _MARKERS.items():
    for _word in _words.split():
        _VOTES.setdefault(fold(_word), []).append(_language)
_GERMAN_ENDING = re.compile(
    r"(?:ung|keit|heit|schaft|entwickler|ingenieur|berater|leiter|pfleger|techniker|verkaeufer|arbeiter|bearbeiter|meister|"
    r"mechaniker|kauffrau|kaufmann|fuehrer|betreuer|angestellter|angestellte|studium|wesen|technik|fahrer|helfer|kraft)(?:in|innen|n|en)?$"
)
_LETTERS = {"de": "äöüß", "pl": "ąęłńśźż", "cs": "ěřůčďťň", "es": "ñ¿¡", "fr": "œç"}


def language_of(title: str) -> str | None:
    """ISO 639-1 code of a title's language; None where the title does not show it."""
    votes: dict[str, float] = {}
    for word in re.findall(r"[^\W\d_]+", title):
        folded = fold(word)
        known = _VOTES.get(folded, ())
        for language in known:
            votes[language] = votes.get(language, 0) + 1 / len(known)
        if _GERMAN_ENDING.search(folded) and len(folded) > 5:
            votes["de"] = votes.get("de", 0) + 1
    lower = title.lower()
    for language, letters in _LETTERS.items():
        if any(letter in lower for letter in letters):
            votes[language] = votes.get(language, 0) + 1
    if not votes:
        return None
    ranked = sorted(votes.items(), key=lambda pair: -pair[1])
    if len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return None
    return ranked[0][0]
