"""What people type to open a school or a department."""

from django import forms

from zhijiao.orgs.models import Level, Org, SchoolType
from zhijiao.users.forms import AdminForm


class SchoolForm(AdminForm):
    """A school to be opened with its administrator; where it hangs is asked elsewhere."""

    name = forms.CharField(label="学校名称", max_length=100)
    code = forms.CharField(label="学校标识码", max_length=20, help_text="10 位数字，中职学校以 36 开头。")
    school_type = forms.ChoiceField(
        label="学校类型",
        choices=[("", "请选择"), *SchoolType.choices],
        help_text="决定哪些表必填。",
        error_messages={"invalid_choice": "没有这种学校类型，请重新选择。"},
    )
    region = forms.RegexField(
        r"^[0-9]{6}$",
        label="所在地行政区划代码",
        required=False,
        help_text="6 位数字；不填则与主管部门相同。",
        error_messages={"invalid": "行政区划代码应为 6 位数字，例：450103。"},
    )


class OpenSchoolForm(SchoolForm):
    """A school to be opened with its administrator below one of the departments of an area."""

    parent = forms.ModelChoiceField(
        Org.objects.none(),
        label="主管部门",
        help_text="举办学校的部门，学校列在其下。",
        error_messages={"invalid_choice": "主管部门不在您的管理范围内，请重新选择。"},
    )

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.field("parent", forms.ModelChoiceField).queryset = parents

    def _box(self, name: str) -> dict:
        box = super()._box(name)
        if name == "parent":
            parents = self.field("parent", forms.ModelChoiceField).queryset
            box["choices"] = [(str(org.pk), org.name) for org in parents or ()]
            box["value"] = str(box["value"] or "")
        return box


class OpenAreaForm(AdminForm):
    """A department one step down, to be opened with its administrator."""

    name = forms.CharField(label="部门名称", max_length=100, help_text="例：云州市教育局。")
    level = forms.ChoiceField(
        label="级别", error_messages={"invalid_choice": "只能开通比本级低的部门，请重新选择。"}
    )
    code = forms.RegexField(
        r"^[0-9]{6}$",
        label="行政区划代码",
        help_text="6 位数字，例：450100。",
        error_messages={"invalid": "行政区划代码应为 6 位数字，例：450100。"},
    )

    def __init__(self, *args, above: str, **kwargs):
        super().__init__(*args, **kwargs)
        authorities = [choice for choice in Level.choices if choice[0] != Level.SCHOOL]
        place = [value for value, _ in authorities].index(above)
        self.field("level", forms.ChoiceField).choices = [("", "请选择"), *authorities[place + 1 :]]
