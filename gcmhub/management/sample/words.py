"""The words that sample texts are made of, by language, roughly from the most to the least common."""

# Not derived from any text. Together with the made-up names behind them (texts.py), the first is in almost every text,
# the hundred and thirtieth (mobility, mobilité) in about a fifth, the thousandth in two of a hundred.
WORDS = {
    "en": """
        the of and in to for with on by from a as is are that their between this which an at be have more it has were
        also other or not these during through its each who all can into both where after since under within across
        migrants migration support programme services local national government cooperation regional development
        people countries partners training rights protection workers information women policy community children data
        labour authorities access health public social international integration return employment education families
        capacity remittances diaspora host origin agreement network project ministry civil society young guidance
        recruitment consular assistance inclusion housing language skills recognition borders safety smuggling
        trafficking victims dialogue private sector employers unions cities municipalities mayors centre counselling
        pilot evaluation coordination platform registration identity documents visa legal mobility pathways
        reintegration detention alternatives climate disasters crisis response financing fund awareness campaign media
        discrimination research statistics indicators monitoring survey census academic curriculum certificate
        vocational entrepreneurs small enterprises savings transfer fees bank mobile phone hotline shelter
        psychosocial care nurses doctors schools teachers pupils parents interpreters cultural mediators volunteers
        neighbours reception arrival departure orientation handbook toolkit workshop committee council parliament law
        regulation bilateral memorandum corridor seasonal agriculture construction domestic fishing coast island rural
        village province
    """,
    "fr": """
        de la et les des le à en pour du par dans une un sur avec au aux qui est que leur entre sont ces cette ainsi
        plus ce comme ont ou être leurs il se ne pas lors afin chaque tous elle dont depuis vers sans sous après où
        migrants migration appui programme services local national gouvernement coopération régional développement
        personnes pays partenaires formation droits protection travailleurs information femmes politique communauté
        enfants données travail autorités accès santé public social international intégration retour emploi éducation
        familles capacités envois diaspora accueil origine accord réseau projet ministère société civile jeunes
        orientation recrutement consulaire assistance inclusion logement langue compétences reconnaissance frontières
        sécurité trafic traite victimes dialogue secteur privé employeurs syndicats villes municipalités maires centre
        conseil pilote évaluation coordination plateforme enregistrement identité documents visa légal mobilité voies
        réintégration rétention alternatives climat catastrophes crise réponse financement fonds sensibilisation
        campagne médias discrimination recherche statistiques indicateurs suivi enquête recensement universitaire
        cursus certificat professionnel entrepreneurs petites entreprises épargne transfert frais banque téléphone
        ligne abri psychosocial soins infirmières médecins écoles enseignants élèves parents interprètes culturels
        médiateurs bénévoles voisins réception arrivée départ manuel outils atelier comité parlement loi règlement
        bilatéral mémorandum couloir saisonnier agriculture construction domestique pêche côte île rural village
        province
    """,
    "es": """
        de la y los en el para las con por del a una un que se su entre como es son al más sus este también cada lo
        migrantes migración apoyo programa servicios local nacional gobierno cooperación regional desarrollo personas
        países socios formación derechos protección trabajadores información mujeres política comunidad niños datos
        trabajo autoridades acceso salud público social internacional integración retorno empleo movilidad educación
        familias capacidad remesas diáspora acogida origen acuerdo red proyecto ministerio sociedad civil jóvenes
        contratación consular asistencia inclusión vivienda lengua competencias reconocimiento fronteras seguridad
        tráfico trata víctimas diálogo sector privado empleadores sindicatos ciudades municipios alcaldes centro
        piloto evaluación coordinación plataforma registro identidad documentos visado legal vías reintegración
        detención
    """,
    "ar": """
        في من على إلى عن مع التي بين هذا هذه أو كما كل بعد خلال المهاجرين الهجرة دعم برنامج خدمات محلي وطني الحكومة
        التعاون إقليمي التنمية الناس البلدان الشركاء التدريب الحقوق الحماية العمال المعلومات النساء السياسة المجتمع
        الأطفال البيانات العمل السلطات الوصول الصحة عام اجتماعي دولي الإدماج العودة التوظيف التنقل التعليم الأسر
        القدرات التحويلات المغتربين المضيف الأصل اتفاق شبكة مشروع وزارة المدني الشباب التوجيه القنصلية المساعدة السكن
        اللغة المهارات الاعتراف الحدود السلامة التهريب الاتجار الضحايا الحوار القطاع الخاص المدن البلديات مركز تجريبي
        التقييم التنسيق منصة التسجيل الهوية الوثائق التأشيرة قانوني المسارات
    """,
    "ru": """
        в и на для с по из к о от при между также что их это или как за у не через каждый мигрантов миграция поддержка
        программа услуги местный национальный правительство сотрудничество региональный развитие люди страны партнёры
        обучение права защита работники информация женщины политика община дети данные труд власти доступ здоровье
        общественный социальный международный интеграция возвращение занятость мобильность образование семьи потенциал
        переводы диаспора принимающий происхождение соглашение сеть проект министерство общество гражданское молодёжь
        наём консульский помощь включение жильё язык навыки признание границы безопасность контрабанда торговля жертвы
        диалог частный сектор работодатели профсоюзы города муниципалитеты центр пилотный оценка координация платформа
        регистрация личность документы виза правовой пути реинтеграция
    """,
    "zh-hans": """
        的 和 在 与 为 对 移民 支持 方案 服务 地方 国家 政府 合作 区域 发展 人们 伙伴 培训 权利 保护 工人 信息 妇女
        政策 社区 儿童 数据 劳工 当局 获得 健康 公共 社会 国际 融入 返回 就业 流动 教育 家庭 能力 汇款 侨民 接收 来源
        协议 网络 项目 部门 民间 青年 指导 招聘 领事 援助 包容 住房 语言 技能 承认 边境 安全 偷运 贩运 受害者 对话
        私营 雇主 工会 城市 市政 中心 试点 评估 协调 平台 登记 身份 证件 签证 合法 途径 重返社会
    """,
}
# What comes before are small words, of which titles are not made.
FIRST_OF_THE_FIELD = {
    "en": "migrants",
    "fr": "migrants",
    "es": "migrantes",
    "ar": "المهاجرين",
    "ru": "мигрантов",
    "zh-hans": "移民",
}
