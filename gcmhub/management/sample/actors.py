"""Made-up actors, most of them of a few kinds."""

from actors.models import Actor, Country
from gcmhub.management.sample.texts import NAMES, Skewed

KINDS = {  # from the most common, with a name in English and French
    Actor.Kind.CIVIL_SOCIETY: ("Association of {}", "Association de {}"),
    Actor.Kind.NATIONAL_GOVERNMENT: ("Ministry of {}", "Ministère de {}"),
    Actor.Kind.LOCAL_GOVERNMENT: ("City of {}", "Ville de {}"),
    Actor.Kind.PRIVATE_SECTOR: ("{} Company", "Société {}"),
    Actor.Kind.ACADEMIA: ("University of {}", "Université de {}"),
    Actor.Kind.MIGRANTS_DIASPORA: ("{} Diaspora Network", "Réseau de la diaspora {}"),
    Actor.Kind.INTERGOVERNMENTAL: ("{} Organization", "Organisation {}"),
    Actor.Kind.TRADE_UNION: ("{} Trade Union", "Syndicat {}"),
    Actor.Kind.FOUNDATION: ("{} Foundation", "Fondation {}"),
    Actor.Kind.REGIONAL_ORGANIZATION: ("{} Community", "Communauté {}"),
    Actor.Kind.FAITH_BASED: ("{} Faith Alliance", "Alliance confessionnelle {}"),
    Actor.Kind.RED_CROSS: ("{} Red Cross", "Croix-Rouge de {}"),
    Actor.Kind.EMPLOYERS: ("{} Employers", "Employeurs de {}"),
    Actor.Kind.YOUTH: ("Youth of {}", "Jeunes de {}"),
    Actor.Kind.MEDIA: ("{} News", "Journal de {}"),
    Actor.Kind.PARLIAMENT: ("Parliament of {}", "Parlement de {}"),
}
INTERNATIONAL = (Actor.Kind.INTERGOVERNMENTAL, Actor.Kind.REGIONAL_ORGANIZATION)


def sample_actors(random, count):
    kinds = Skewed(random, KINDS)
    countries = Skewed(random, sorted(Country.objects.all(), key=lambda country: country.code), shuffled=True)
    return [sample_actor(number, kinds.one(), countries.one()) for number in range(1, count + 1)]


def sample_actor(number, kind, country):
    english, french = (pattern.format(NAMES[-number]) for pattern in KINDS[kind])
    return Actor(
        slug=f"sample-actor-{number:04}",
        name_en=english,
        name_fr=french,
        kind=kind,
        country=None if kind in INTERNATIONAL else country,
    )
