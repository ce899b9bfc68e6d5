"""Every table that says of which school its rows are has been thought of; a new one needs an answer here."""

from django.apps import apps

from zhijiao.filing.schema.base_records import Record
from zhijiao.orgs.models import Org

FOLLOWS = {
    "filing.Change": "with its record, private values encrypted anew",
    "filing.FilingCount": "added at the one school, taken off at the other",
    "filing.Draft": "with its user and form, encrypted anew",
    "filing.CopiedRecord": "with its record",
    "filing.SyncedRecord": "with its record: the source goes on to deliver it",
    "filing.SavedQuery": "with its user, so that colleagues go on sharing it; only on a merger",
    "filing.ValueMapping": "where the other school has no reading of the word",
    "search.SearchEntry": "cut anew for school and province",
    "search.BlindEntry": "with its record",
    "quality.Finding": "with its record; those about a form as a whole stay",
    "quality.FindingEvent": "with its finding",
    "attachments.Attachment": "a row of its own for each file of a carried record; the bytes stay",
    "cases.Case": "with its record",
    "cases.CaseVersion": "with its case, its files besides",
    "cases.CaseStep": "with its case; the node of each step stays named",
    "cases.Publication": "with its case; the school that wrote it stays named",
    "quality.MatchVerdict": "with the finding of its number",
    "identity.User": "to the school that takes over, encrypted anew; only on a merger",
    "identity.Role": "the school's own roles; only on a merger",
}
STAYS = {
    "restructure.OpeningSheet": "belongs to the department that opens schools",
    "orgs.OrgChange": "it is the history",
    "filing.ImportBatch": "readable as history; unfinished ones stand in the way",
    "filing.StagedRow": "with its batch",
    "rounds.NilDeclaration": "said by the school of that day; the other school's lapse where rows arrive",
    "rounds.Grant": "granted to the school of that day; the other asks for its own",
    "catalogue.MadeRound": "names who made it",
    "catalogue.ProvinceRound": "belongs to a province",
    "filing.PeriodLock": "follows from the submissions of each school",
    "signoff.Submission": "closed as 已并入; the other school's own tells that records came",
    "signoff.SubmissionStep": "append-only: what was done at the school of that day",
    "signoff.FormReturn": "said of the school of that day",
    "signoff.AreaReport": "belongs to an authority, as of the day of the report",
    "signoff.AreaReportStep": "append-only",
    "quality.RuleCount": "counted anew by the next check",
    "quality.MatchTally": "counts of a day",
    "quality.SchoolCheck": "asked for at both schools",
    "indicators.ProvinceFigure": "belongs to a province",
    "indicators.SchoolCategory": "said of the school of that day; the other keeps its own",
    "indicators.IndicatorValue": "reckoned anew when the records have moved",
    "indicators.IndicatorCheck": "reckoned anew when the records have moved",
    "filing.StandingMark": "both schools are marked by what is carried",
    "oversight.FormStanding": "worked out anew at both schools",
    "oversight.SchoolStanding": "worked out anew at both schools; goes with a school that has closed",
    "oversight.AreaStanding": "worked out anew with its schools",
    "oversight.ReminderCall": "said by the department of that day",
    "oversight.Reminder": "of a day: the school of that day was reminded",
    "oversight.AreaDay": "of a day: stays with the area it was counted in",
    "annual_reports.Report": "what the school of that day published; the heir writes its own",
    "annual_reports.Chapter": "with its report",
    "annual_reports.Step": "with its report",
    "monthly.MonthlyReport": "belongs to a province",
    "monthly.MilestoneMark": "belongs to a province",
    "signin.SecondStepArea": "switched for the node and what is below it",
    "notices.InboxItem": "lies with the person, whatever node he goes to; kept for half a year",
    "support.Conversation": "asked at the school of that day, answered there or above it",
    "support.Handling": "with its conversation",
    "support.SupportMessage": "with its conversation",
    "support.SupportFile": "with its conversation",
    "support.CannedAnswer": "of the node that keeps them",
    "announcements.Announcement": "what a node has published stays its own",
    "announcements.Audience": "a node that is gone has nobody to read for",
    "announcements.Receipt": "who read it belonged to the node of that day",
    "files.PreparedFile": "kept for a day, for who asked; fetching asks for the school anew",
    "webhooks.Subscription": "belongs to the administrators of that node; one that is gone is told nothing",
    "webhooks.Event": "tells of the school of that day",
    "identity.TokenProfile": "with the accounts whose tokens use it",
    "identity.ApiToken": "with its account; one that was narrowed to a school that is gone opens nothing",
    "api.KeptAnswer": "what a program was answered, kept for a day",
    "selfcheck.Run": "tells of the day it was made",
    "looks.Look": "like the audit entry it stands beside: it belongs to the node of that day",
    "looks.LookAlert": "about somebody at the node of that day",
    "looks.SingleReads": "of the day, forgotten on the next",
    "snapshots.Snapshot": "append-only: it says what the school of that day had filed; the heir may read it",
    "snapshots.SnapshotForm": "with its snapshot",
    "snapshots.Correction": "counted of the school's own snapshot",
    "exchange.Partner": "an installation of a province, whatever becomes of its schools",
    "exchange.OwnKey": "of the node whose installation this is",
    "exchange.PartnerOrg": "which node here is which one there; the next package tells of the merger",
    "exchange.Standing": "what was sent of the school of that day; the next package compares anew",
    "upstream.Connection": "set by the node for itself",
    "upstream.Sync": "taken in by the node of that day",
    "upstream.Delivery": "what came for the school of that day",
    "upstream.DeliveredRow": "with its delivery",
    "upstream.Overwritten": "said of the school of that day, sealed with its key",
    "upstream.PersonVerdict": "about people of that school; the other asks anew",
    "upstream.CorrectionRequest": "asked by the school of that day, sealed with its key",
    "audit.Entry": "append-only: it belongs to the node of that day",
}


def tables() -> set[str]:
    return {
        model._meta.label
        for model in apps.get_models()
        if model is not Org
        and not issubclass(model, Record)
        and any(field.related_model is Org for field in model._meta.concrete_fields)
    }


def test_what_becomes_of_a_table_when_a_school_goes_is_decided():
    """Say in one of the two tables above what a merger or split does to it; what follows is carried in restructure."""
    assert tables() == FOLLOWS.keys() | STAYS.keys()
