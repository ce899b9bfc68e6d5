"""Items of the lists and templates of the source system, and the rows of the finance return: all may be empty."""

import django.db.models.deletion
from django.db import migrations, models

from zhijiao.filing.schema.many_columns import AddColumns


CODE = models.CharField(blank=True, max_length=20, null=True)
SITE = models.ForeignKey(
    blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
    to="general.offcampussite",
)
COLUMNS = (
    ("equipment", models.IntegerField(blank=True, null=True), "digital_terminals student_terminals"),
    ("equipment", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True), "digital_value software_value"),
    ("expenditure", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True), "abroad annuity_paid balance bereavement bonus books cars entrusted fees free_textbooks fuel general_debt given grants handed_up hired_pay housing_fund intangible invested liability living_aid meals medical_fee medical_paid meetings official_cars official_paid other_capital other_paid other_vehicles passed_on pension_paid performance_pay printing project_capital project_construction project_goods project_pay project_subsidies projects property_fee reception relics relief rent repaid retired_cadres retired_staff rewards scholarships school_bus severance student_meals taxes to_affiliates trading_cost transport union unplaced village_pay"),
    ("expenditure", models.CharField(blank=True, max_length=200, null=True), "unplaced_detail"),
    ("income", models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True), "affiliated all_construction borrowing canteen donations_received education_budget foundation_given foundation_income foundation_spent general_debt handed_in health heating housing interest investment lodging_collected lottery other_level public_expenses rent social_security special_debt superior trading treasury tuition_collected unplaced"),
    ("income", models.CharField(blank=True, max_length=200, null=True), "unplaced_detail"),
    ("major", models.DateField(blank=True, null=True), "approved_on suspended_on withdrawn_on"),
    ("major", models.CharField(blank=True, max_length=60, null=True), "college_major"),
    ("major", models.CharField(blank=True, max_length=8, null=True), "college_major_code"),
    ("major", CODE, "credit_system education_nature programme_level training_pattern"),
    ("premises", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True), "lent_building shared_building"),
    ("schoolclass", CODE, "intake_season joint_mode study_form training_pattern"),
    ("student", models.CharField(blank=True, max_length=60, null=True), "police_station train_route"),
    ("student", CODE, "residence_kind"),
    ("studentaid", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True), "monthly"),
    ("studentenrolment", CODE, "candidate_number origin recruitment_mode"),
    ("studentenrolment", models.CharField(blank=True, max_length=10, null=True), "joint_form"),
    ("studentenrolment", models.CharField(blank=True, max_length=181, null=True), "provincial_number"),
    ("studentenrolment", models.CharField(blank=True, editable=False, max_length=32, null=True), "provincial_number_blind"),
    ("studentenrolment", models.CharField(blank=True, max_length=30, null=True), "special_intake"),
    ("schoolclass", SITE, "site"),
    ("studentenrolment", SITE, "site"),
)


def fields_of(model):
    """The columns of a table by name, each with a field of its own."""
    return {
        name: field.clone() for table, field, names in COLUMNS if table == model for name in names.split()
    }


class Migration(migrations.Migration):
    dependencies = [("general", "0009_last_change_of_enrolment_dropped")]

    operations = [
        *(AddColumns(model, fields_of(model)) for model in dict.fromkeys(table for table, _, _ in COLUMNS)),
        migrations.AddIndex("schoolclass", models.Index(fields=["school", "site"], name="school_class_site")),
        migrations.AddIndex(
            "studentenrolment",
            models.Index(fields=["school", "provincial_number_blind"], name="student_enrolment_pro_75cb8038"),
        ),
        migrations.AddIndex(
            "studentenrolment", models.Index(fields=["school", "site"], name="student_enrolment_site")
        ),
    ]
