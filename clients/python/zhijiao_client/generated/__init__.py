"""Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from zhijiao_client.generated.employment import EmploymentModule
from zhijiao_client.generated.general import GeneralModule
from zhijiao_client.generated.industry import IndustryModule
from zhijiao_client.generated.internship import InternshipModule
from zhijiao_client.generated.moral import MoralModule
from zhijiao_client.generated.party import PartyModule
from zhijiao_client.generated.publicity import PublicityModule
from zhijiao_client.generated.safety import SafetyModule
from zhijiao_client.generated.teaching import TeachingModule
from zhijiao_client.generated.training import TrainingModule
from zhijiao_client.generated.resources import Resources
from zhijiao_client.transport import Transport


class GeneratedClient(Resources):
    """Forms by module, and what is no form."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(transport)
        #: 综合信息
        self.general = GeneralModule(transport)
        #: 安全管理
        self.safety = SafetyModule(transport)
        #: 党建工作
        self.party = PartyModule(transport)
        #: 德育工作
        self.moral = MoralModule(transport)
        #: 产教融合
        self.industry = IndustryModule(transport)
        #: 教学管理
        self.teaching = TeachingModule(transport)
        #: 实习实训
        self.internship = InternshipModule(transport)
        #: 就业创业
        self.employment = EmploymentModule(transport)
        #: 职业培训
        self.training = TrainingModule(transport)
        #: 职教宣传
        self.publicity = PublicityModule(transport)
