"""All rules, in the order of the domain specification."""

from __future__ import annotations

from generator.campaign import Campaign
from generator.rules import (
    budget,
    closing,
    completeness,
    content,
    dates,
    deliveries,
    identity,
    monitoring,
    people,
    publicity,
    targets,
    tasks,
)
from generator.rules.finding import Check, Finding, Rule, soundly
from generator.standard.process import Process
from generator.standard.stage import Stage

RULES: tuple[Rule, ...] = (
    identity.ids_are_unique,
    identity.references_resolve,
    identity.year_of_id_is_year_of_start,
    identity.names_fit_a_shared_drive,
    identity.document_codes_are_known,
    dates.campaign_ends_after_its_start,
    dates.warmup_comes_before_start,
    dates.warmup_is_long_enough,
    dates.publications_lie_in_their_time,
    tasks.tasks_end_after_their_start,
    tasks.preparations_end_before_the_campaign,
    tasks.tasks_follow_what_they_depend_on,
    deliveries.materials_arrive_in_time,
    deliveries.suppliers_deliver_in_time,
    dates.venues_are_accepted_on_the_eve,
    dates.working_days_are_known,
    dates.meetings_come_at_their_time,
    dates.business_is_done_on_workdays,
    dates.large_events_have_a_permit,
    targets.there_is_a_core_target,
    targets.value_or_growth,
    targets.values_are_in_range,
    targets.weights_add_up,
    targets.metrics_are_measurable,
    targets.directions_are_said,
    budget.items_add_up_to_the_approved_total,
    budget.categories_are_known,
    budget.something_is_set_aside,
    budget.channels_fit_the_publicity_budget,
    deliveries.contracts_fit_their_lines,
    budget.costs_keep_to_the_budget,
    budget.approval_covers_the_amount,
    budget.categories_keep_their_caps,
    tasks.tasks_have_an_owner,
    people.nobody_reviews_their_own_work,
    people.the_standard_groups_are_on_site,
    people.nobody_is_in_two_places,
    people.key_posts_have_a_stand_in,
    people.phones_are_numbers,
    deliveries.materials_are_described,
    publicity.only_passed_assets_are_published,
    content.failed_venues_are_not_signed,
    publicity.lotteries_are_disclosed,
    content.risks_are_dealt_with,
    completeness.required_fields_are_filled,
    publicity.claims_are_looked_at,
    closing.core_targets_have_results,
    closing.missed_targets_are_explained,
    closing.costs_add_up,
    closing.actions_have_an_owner_and_a_day,
    monitoring.computed_ratios_agree,
)


def check_campaign(campaign: Campaign, stage: Stage, process: Process) -> tuple[Finding, ...]:
    """Return what every rule finds.

    A campaign of which parts could not be read is welcome: rules that hang on those parts are silent.
    """
    check = Check(campaign, stage, process)
    return tuple(finding for rule in RULES for finding in soundly(rule(check)))
