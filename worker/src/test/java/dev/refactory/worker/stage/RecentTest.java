package dev.refactory.worker.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String, String> recent = new Recent<>(10, String::length);

    @Test
    void whatIsUnusedLongestGoesWhenThereIsNoRoom() {
        recent.put("a", "aaaa");
        recent.put("b", "bbbb");
        assertThat(recent.get("a")).isEqualTo("aaaa");
        recent.put("c", "cccc");
        assertThat(recent.get("b")).isNull();
        assertThat(recent.get("a")).isEqualTo("aaaa");
    }

    @Test
    void aValueThatFitsNowhereIsNotKeptAndPushesNothingOut() {
        recent.put("a", "aaaa");
        recent.put("b", "b".repeat(11));
        assertThat(recent.get("b")).isNull();
        assertThat(recent.get("a")).isEqualTo("aaaa");
    }

    @Test
    void aValueThatIsReplacedOrTakenGivesItsRoomBack() {
        for (int i = 0; i < 100; i++) {
            recent.put("a", "aaaaaa");
        }
        recent.put("b", "bbbb");
        assertThat(recent.get("a")).isEqualTo("aaaaaa");
        assertThat(recent.remove("a")).isEqualTo("aaaaaa");
        assertThat(recent.remove("a")).isNull();
        recent.put("c", "cccccc");
        assertThat(recent.get("b")).isEqualTo("bbbb");
    }
}
