"""The board says what is so, and says so when there is nothing to say."""

from tests.support.errands import apply_for_card
from tests.support.visitors import Visitors

from yiwang.cockpit.charts import bars
from yiwang.text import Text


def test_bars_are_measured_against_the_longest() -> None:
    drawn = bars([(Text("甲"), 5), (Text("乙"), 20), (Text("丙"), 0)])
    assert [(bar.label.zh, bar.share) for bar in drawn] == [("乙", 100), ("甲", 25), ("丙", 0)]


def test_a_small_bar_can_still_be_seen() -> None:
    assert bars([(Text("甲"), 1), (Text("乙"), 1000)])[1].share == 2


def test_hours_stay_in_their_order() -> None:
    drawn = bars([(Text("0 时"), 1), (Text("1 时"), 9)], longest_first=False)
    assert [bar.value for bar in drawn] == [1, 9]


def test_the_board_counts_what_happens_and_admits_what_it_does_not_know(visitors: Visitors) -> None:
    leader = visitors.staff("leader")
    before = leader.open("/board/")
    assert before.fact("今日收件") == "0"
    assert before.fact("满意率") == "— 还没有主动评价"
    assert "今天还没有收件" in before.main
    apply_for_card(visitors.resident("elder"))
    after = leader.open("/board/")
    assert after.fact("今日收件") == "1"
    assert after.fact("已发证照") == "1"
    assert after.fact("秒批占比").startswith("100")


def test_residents_are_kept_from_the_board(visitors: Visitors) -> None:
    assert "只对工作人员开放" in visitors.resident("elder").open("/board/", expect=403).main
