"""All rules, in the order of the domain specification."""

from __future__ import annotations

from generator.campaign import Campaign
from generator.rules import budget, closing, completeness, dates, identity, monitoring, publicity, targets
from generator.rules.finding import Check, Finding, Rule, soundly
from generator.standard.process import Process
from generator.standard.stage import Stage

RULES: tuple[Rule, ...] = (
    identity.ids_are_unique,
    identity.references_resolve,
    identity.year_of_id_is_year_of_start,
    identity.document_codes_are_known,
    dates.campaign_ends_after_its_start,
    dates.warmup_comes_before_start,
    dates.tasks_end_after_their_start,
    targets.there_is_a_core_target,
    targets.value_or_growth,
    targets.values_are_in_range,
    targets.weights_add_up,
    budget.items_add_up_to_the_approved_total,
    monitoring.computed_ratios_agree,
    publicity.only_passed_assets_are_published,
    publicity.lotteries_are_disclosed,
    publicity.claims_are_looked_at,
    completeness.required_fields_are_filled,
    closing.core_targets_have_results,
)


def check_campaign(campaign: Campaign, stage: Stage, process: Process) -> tuple[Finding, ...]:
    """Return what every rule finds.

    A campaign of which parts could not be read is welcome: rules that hang on those parts are silent.
    """
    check = Check(campaign, stage, process)
    return tuple(finding for rule in RULES for finding in soundly(rule(check)))
