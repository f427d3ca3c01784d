"""The English that questions lean on: irregular forms, families of words, words of one meaning, words without weight.

Tables only; what names an act, a kind of failure or a kind of body stands in the ontology's labels instead.
"""

from pathlib import Path


def _listed(name: str) -> list[str]:
    """Return the words of a list that stands beside this module."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


# Forms that no ending tells, and the word that they are forms of.
IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "ate:eat beaten:beat became:become began:begin begun:begin bought:buy broke:break broken:break brought:bring "
        "built:build burnt:burn came:come caught:catch chose:choose chosen:choose cost:cost dealt:deal did:do done:do "
        "does:do doing:do drew:draw drawn:draw drove:drive driven:drive fed:feed fell:fall fallen:fall felt:feel "
        "fled:flee flew:fly flown:fly forgave:forgive forgiven:forgive forgot:forget forgotten:forget fought:fight "
        "found:find froze:freeze frozen:freeze gave:give given:give gone:go went:go got:get grew:grow grown:grow "
        "had:have has:have heard:hear held:hold hid:hide hidden:hide kept:keep knew:know known:know laid:lay led:lead "
        "left:leave lent:lend lost:lose made:make meant:mean met:meet misled:mislead paid:pay ran:run rang:ring "
        "rose:rise risen:rise said:say sank:sink sunk:sink sat:sit saw:see seen:see sent:send shook:shake "
        "shaken:shake shot:shoot shown:show sold:sell sought:seek spent:spend spoke:speak spoken:speak stole:steal "
        "stolen:steal stood:stand struck:strike stuck:stick swept:sweep swore:swear sworn:swear taken:take took:take "
        "taught:teach thought:think threw:throw thrown:throw told:tell tore:tear torn:tear understood:understand "
        "withdrew:withdraw withdrawn:withdraw withheld:withhold woke:wake won:win wore:wear worn:wear wrote:write "
        "written:write children:child men:man women:woman lives:life people:person worse:bad worst:bad better:good "
        "best:good oldest:old older:old biggest:big bigger:big largest:large larger:large highest:high higher:high "
        "longest:long longer:long newest:new newer:new lowest:low smallest:small smaller:small meaning:significance "
        "nationality:citizenship nationalities:citizenship publication:publish publications:publish publicly:public "
        "publicity:public blew:blow blown:blow hung:hang bit:bite bitten:bite rode:ride ridden:ride flung:fling "
        "slung:sling sprang:spring sprung:spring leapt:leap dug:dig bent:bend clung:cling crept:creep swung:swing "
        "stung:sting sang:sing sung:sing shrank:shrink shrunk:shrink foresaw:foresee foreseen:foresee forbade:forbid "
        "forbidden:forbid slid:slide spun:spin bore:bear borne:bear shone:shine mistook:mistake oversaw:oversee "
        "overseen:oversee upheld:uphold undertook:undertake undertaken:undertake arose:arise arisen:arise "
        "overran:overrun overtook:overtake overtaken:overtake rewrote:rewrite rewritten:rewrite slept:sleep "
        "spilt:spill repaid:repay withstood:withstand"
    ).split()
)

# Words of one root that the stemmer leaves apart; the first stands for all.
FAMILY_TABLE = """
admit admission; advise advice; apologise apology apologize apologetic; appear apparent; assess assessment; assure
assurance; begin beginning; behave behaviour; believe belief; choose choice; clear clarity; compensate compensation;
compete competent incompetent incompetence; complain complaint; conceal concealment; conclude conclusion; confuse
confusion confusing; consider consideration; convict conviction; criticise criticism criticize critic critical; crime
criminal; cruel cruelty; danger dangerous endanger; dead die death deadly; decide decision; defend defence defense;
delay delayed; deny denial; deport deportation; destroy destruction; detain detention; disclose disclosure; divide
division; effect effective effectively; election elect; err error; ethnic ethnicity; evident evidence; explain
explanation; explode explosion; extraordinary extraordinarily; fail failure failing; false falsely falsehood; fly
flight; free freed freeing freedom; found founded; give giving; grow growth; guilt guilty; heavy heavily;
homeless homelessness; hope hopeful; house housing; identify identity identification; include inclusion; inquire
inquiry enquiry enquire; inspect inspection inspector inspectorate; intend intention intent; investigate investigation
investigator; imprison imprisonment prison prisoner; judge judgment judgement; know knowledge unknown; learn learned
learnt; leak leakage; lend loan; lie liar lying; live life; lose loss; maintain maintenance; massive massively;
migrate migrant migration immigrant immigration; mislead misleading; miss missing; mistake mistaken mistakenly; nation
national nationally nationals; neglect negligence negligent; obey obedience; occur occurrence; offend
offence offender offense; reoffend reoffending; office official officially; omit omission; oppose opposition opponent;
act action; own ownership; pay payment paid; permit permission; persuade persuasion; plan planning planned unplanned;
poison poisonous; police policing policeman policemen; pollute pollution; poor poverty; practice practise; press
pressure; proceed proceeding procedure; produce production; prosecute prosecution prosecutor; protect protection;
prove proof; publish unpublished; punish punishment; race racist racism racial; rape rapist; rank ranking; receive
receipt; recommend recommendation; reduce reduction; refuse refusal; regret regrettable regretful; regular regularly
regularity; release released; rely reliable reliance unreliable; remove removal; reply replied; require requirement;
resettle resettlement; resign resignation; resource resources; respond response; responsible responsibility; risk
risky; rob robbery robber; safe safety unsafe safely; satisfy satisfaction; save saving; scandal scandalous; sentence
sentencing; serious seriously seriousness; sex sexual sexually; shock shocked shocking; short shortage; sign
signature; sick sickness; spend spending; strong strength strengthen; succeed success; supervise supervision
supervisor; support supportive; suspect suspicion suspicious; sustain sustainable; terror terrorism terrorist; test
testing tested; treat treatment; trust trustworthy; use usage useful; vary various variety; victim victims; violent
violence; visa visas; vulnerable vulnerability; warn warning; weak weakness; weigh weight; whistleblower
whistleblowing; wrong wrongly wrongful; young youth; urgent urgently urgency; accident accidental accidentally;
capture recapture; acceptable unacceptable; adequate inadequate inadequacy; hard harden; foreign foreigner foreigners;
system systems systemic; control controls controlled; operate operation operator; account accountable accountability;
steal theft thief; burglar burglary; murder murderer; drug drugs; arrange arrangement; communicate communication
communications; abuse abuser abusive; groom groomer grooming; ring ringleader
"""

# Words of about one meaning; a word may stand in several lines. Only nouns, verbs and adjectives of the trade.
SYNONYM_TABLE = """
release free let discharge; deport remove expel repatriate; prisoner inmate convict offender criminal detainee; prison
jail gaol; abroad overseas foreign; resign quit; sack fire dismiss dismissal axe; boss head chief leader director;
minister secretary; ministry department; police force constabulary officer; nation country state; locate trace find
whereabouts track; missing disappear vanish lost unaccounted; big huge massive vast enormous great large giant; rise
increase grow surge climb soar; fall drop decline decrease dip cut shrink reduce; danger risk threat hazard peril;
safe secure protect; safe risk danger; fear worry concern anxiety afraid; anger angry fury furious outrage; shock
astonish appal horrify stun amaze; mistake error blunder wrong slip accident; fail failure shortcoming lapse breakdown
collapse flaw; bad poor dreadful appalling terrible awful; incompetent inept useless; punish penalty sanction fine;
court judge tribunal; inquiry investigation probe review; report finding; plan scheme policy proposal; job post
position office; money cash fund cost price pay compensation payout; family relative parent; child kid boy girl
youngster pupil; home house accommodation lodging; hospital clinic ward infirmary; patient sick ill; doctor
medic clinician surgeon; nurse midwife; drug medicine medication; death die dead kill fatal; injure hurt wound harm;
abuse exploit molest assault groom; rape assault attack; racism racist prejudice; hide conceal cover bury secret; tell
inform notify; stop halt end cease prevent; slow delay late; quick fast rapid speedy swift soon; warn alert caution;
rule law legislation act regulation; check vet screen inspect; watch monitor supervise oversee; data record file
document paper; number figure statistic; public people citizen; staff worker employee crew personnel; union guild;
manage run handle control; ship ferry boat vessel; passenger traveller commuter; train rail railway; water sewage
river; flood deluge; fire blaze; crash collision; aircraft plane; school college; teacher head; tax duty; bill
invoice; contract deal tender; supplier contractor company firm; computer software system; test trial; infect
contaminate; food meal; old elderly aged; young youth; new fresh; wave surge rise; lack shortage absence want;
resource means funding; confidence trust faith; duty responsibility obligation; guilty culpable; victim survivor;
suspect accused; trial prosecute prosecution charge; sentence term; escape flee abscond; engine motor
pump power; fuel petrol diesel; alarm siren; lifejacket life-jacket; near close; small little minor; begin start;
finish end complete; return back; give provide hand; get obtain receive; show reveal; need require; help assist
support; crackdown clampdown; nationality citizenship passport; visa permit; consistent even uniform; consider look;
asylum refugee; rewrite revise amend redraft overhaul update change reform
"""

DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your any some no every each all".split()
)
# Where a label ends in one of them, an object may stand before it: "turned the offer down", "held them responsible".
PARTICLES = frozenset("down up out off over back away to on from responsible accountable liable".split())
# Stems that name an act only where they are verbs: "backed", but neither "back in 2006" nor "a court order".
VERBS_ONLY = frozenset("back order question rule project note state appeal leak ground charge".split())

# Who is meant by a word for a set of people: the notations of kinds of bodies, then words of which the name of a post
# has one and words of which it has none; a post counts only in a body of the kinds that the fourth field names.
ROLE_TABLE = (
    "minister:: minister, secretary, chancellor: shadow, general, permanent, assistant: department, government",
    "cabinet: government: minister, secretary, chancellor: shadow, general, permanent, assistant: department",
    "frontbencher, shadow minister:: shadow::",
    "opposition, opposition politician, opposition mp, opposition figure, opposition member:: shadow, opposition::",
    "opposition politician, opposition mp, opposition figure, opposition leader:: leader:: party",
    "opposition party: party: shadow, opposition::",
    "official, civil servant, mandarin:: director, executive, permanent, servant: shadow:",
    "bigwig:: executive, director, chief, head, chair, chairman, leader::",
    "boss, chief, head, executive, manager, leader:: executive, director, chief, head, chair, chairman, leader::",
    "inspector: inspectorate: inspector::",
    "police, police officer, officer: police, police-body: police, constable, commissioner::",
    "watchdog: regulator, inspectorate, audit-office: inspector, ombudsman, auditor::",
    "judge: court: judge, justice::",
    "party leader:: leader: shadow: party",
    "campaigner: charity:::",
    "media, journalist, reporter: news-outlet: editor, correspondent::",
)
# Whose party governs.
HEADS_OF_GOVERNMENT = frozenset(("prime minister", "first minister", "chief minister", "premier", "taoiseach"))
# Words that stand between subject and verb.
ADVERBS = frozenset("not never ever also later then once again first still both all each really actually".split())
# The acts by which a speaker tells a feeling: "was shocked" tells of whoever speaks, not of whom somebody shocked.
FEELINGS = frozenset(("deplores", "regrets", "doubts", "apologises"))
# The acts that are aimed at somebody and never at a matter.
AIMED = frozenset(("blames", "accuses", "asks", "demands", "calls-for", "orders"))
# What is done by whoever does the opposite of an act, so that a yes is out of the question.
CONTRARY = {
    "disclaims": ("accepts-responsibility",),
    "accepts-responsibility": ("disclaims",),
    "criticises": ("praises", "defends", "supports"),
    "praises": ("criticises", "accuses", "blames"),
    "defends": ("criticises", "accuses", "blames"),
    "supports": ("criticises", "accuses", "blames"),
}
# Who does this takes blame off somebody, where it is asked who laid it on him.
EXCUSING = {"blames": ("defends",), "accuses": ("defends",)}
# Words as they are typed in haste, and in full.
LOOSE = dict(
    pair.split(":")
    for pair in (
        "wot:what wat:what woz:was wos:was sez:says sed:said n:and wiv:with cos:because coz:because dunno:unsure "
        "dont:don't didnt:didn't doesnt:doesn't hasnt:hasn't havent:haven't isnt:isn't wasnt:wasn't werent:weren't "
        "arent:aren't cant:can't couldnt:couldn't wouldnt:wouldn't shouldnt:shouldn't whats:what's "
        "wht:what wha:what waht:what whta:what hwat:what whch:which wich:which whcih:which wen:when hw:how teh:the "
        "adn:and ddi:did dd:did abt:about bout:about frm:from "
        "sec:secretary dept:department govt:government gov't:government cttee:committee whos:who's"
    ).split()
)
# "Told him to go": out of office.
LEAVING = frozenset("go leave depart".split())
LEAVING_ACT = "#offers-resignation"
LEAVING_WORDS = frozenset(
    "go leave oust boot axe step resign resignation quit sack dismiss dismissal fire oust replace head roll job".split()
)
# By these it is told that somebody would not leave.
STAYING_WORDS = frozenset("stay remain cling".split())
# The acts by which somebody is called on to do something.
CALLING = frozenset(("calls-for", "asks", "demands", "orders"))
# Who leads a body, and that somebody does.
HEADS = frozenset(
    "boss head chief leader led leads leading heads headed heading ran runs run running director charge bosses "
    "chairman chair".split()
)
# Words for anybody who is of a party, and for speakers whom no source names.
MEMBERS = ("politician", "mp", "lawmaker", "parliamentarian", "backbencher", "backbench mp", "party figure")
UNNAMED = (
    "spokesman",
    "spokesmen",
    "spokeswoman",
    "spokeswomen",
    "spokesperson",
    "spokespeople",
    "source",
    "insider",
    "unnamed source",
    "anonymous source",
    "unnamed speaker",
    "unnamed official",
    "press officer",
    "press person",
    "press man",
    "mouthpiece",
    "flunkey",
    "flack",
)

# To whom an act may be said to be done without the record's telling: "apologised to the passengers".
PEOPLE = frozenset(
    """passengers patients victims families relatives parents residents staff workers employees customers commuters
    pupils children survivors taxpayers voters readers viewers reporters journalists colleagues public nation
    country people house parliament commons mps peers press media""".split()
)

# Adjectives for things, not acts of whoever speaks: a shocking report shocks others.
NO_ACTS = frozenset(
    """shocking appalling horrifying disgusting astonishing outrageous alarming disappointing stunning upsetting
    confusing charging leading promising regarding concerning trusted reasoned calmer alarm""".split()
)

# Words that surround a matter and do not say which: they help a match and never stand against one.
HARMLESS = frozenset(
    """bloke blokes chap chaps guy lady ladies lad lads lass fella fellow gent folk mob crowd outfit camp brigade boast
    boasts boasted joke jokes joked gag awkward tricky tough extra anywhere everywhere somewhere exact speaker speakers
    business capacity capacities became become becomes becoming probable consequence
    consequences effects implications chance chances odds prospects likelihood hullabaloo brouhaha
    express expressed expresses expressing voice voiced issued utter uttered accident disaster tragedy reporters
    journalists radio television tv programme affair affairs row rows scandal scandals crisis crises fiasco debacle
    controversy controversies mess saga story stories event events incident incidents failure failures failing
    failings blunder blunders problem problems trouble troubles situation question questions debate dispute disputes
    furore public publicly people nation country everybody public's years year time times period moment occasion
    stage recent recently late later latest early earlier previous previously eventually finally ultimately original
    originally initially main mainly key important big whole entire entirely total overall general generally
    particular particularly special specific specifically certain certainly probably possibly maybe perhaps likely
    apparent apparently alleged allegedly supposed supposedly actual really truly simply basically literally clearly
    obviously honestly frankly quite rather pretty somewhat somehow together altogether anything everything detail
    details information info background context summary overview list lists line lines bit part parts piece pieces
    side sides way ways lot lots number kind sort type types example examples evidence proof record records recorded
    statement statements comment comments remark remarks quote quotes quotation quotations article articles report
    reports coverage newspaper newspapers interview interviews letter letters speech speeches written wrote write
    published print prints printed carried carry carries ran run appear appears appeared explicitly directly indirectly
    personally individually jointly separately respectively concerned involved related regarding connection
    connected relation respect regard terms light wake aftermath following afterwards follow-up because due cause
    reason reasons sake thanks go went going done do doing does make made makes making take took taken takes taking
    come came comes coming put puts putting set sets got get gets getting give gave given gives keep kept keeps
    keeping let lets think thinks thought believe believes believed seem seems seemed feel feels felt look looks
    looked looking seen see sees saw hear hears heard want wants wanted need needs needed try tries tried help
    helped please thank kindly able unable possible impossible good bad right well still yet already once twice
    exactly precisely roughly approximately nearly almost quickly soon today now currently nowadays ago back forth
    away issue issues matter matters thing things stuff topic topics subject subjects case cases fact facts point
    points claim claims claimed idea ideas view views opinion opinions word words phrase sentence expression term
    passage office life world place places body bodies organisation organisations organization organizations group
    groups party parties man men woman women person figure figures voice voices member members role roles post posts
    job jobs position official happen happens happened happening occur occurred hi hello hey dear sir madam folks
    guys wonder wondering interested out help curious research researching piece pieces working work writing""".split()
) | frozenset(_listed("fillers.txt"))
