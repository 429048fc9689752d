package dev.supsync.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class SeedsTests {

    @Test
    void theBuildTakesTwoFixedOnesAndThatOfTheCommit() {
        assertThat(Seeds.choose(null, false, 4_711).take(200)).containsExactly(1, 2, 4_711);
        assertThat(Seeds.choose(" ", false, 4_711)).hasToString("Random suites: -Dsupsync.seeds=1,2,4711");
    }

    @Test
    void theLongBuildTakesAsManyAsTheSuiteNames() {
        assertThat(Seeds.choose(null, true, 4_711).take(200))
                .hasSize(200)
                .startsWith(1, 2, 3)
                .endsWith(199, 4_711);
        assertThat(Seeds.choose(null, true, 4_711).take(3)).containsExactly(1, 2, 4_711);
    }

    @Test
    void theGivenOnesAreTakenAndNoOther() {
        assertThat(Seeds.choose("5, 17", false, 4_711).take(200)).containsExactly(5, 17);
        assertThat(Seeds.choose("-9", true, 4_711).take(200)).containsExactly(-9);
        assertThatThrownBy(() -> Seeds.choose("5;17", false, 4_711))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("supsync.seeds is \"5;17\", but should be whole numbers such as 5,17");
    }

    @Test
    void aFailureNamesItsSeed() {
        List<Long> tried = new ArrayList<>();
        assertThatThrownBy(() -> Seeds.each(new long[] {5, 17, 23}, seed -> {
                    tried.add(seed);
                    assertThat(seed).isNotEqualTo(17);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("-Dsupsync.seeds=17 fails: ");
        assertThat(tried).containsExactly(5L, 17L);
        assertThatThrownBy(() -> Seeds.each(new long[] {5}, seed -> {
                    throw new TestAbortedException("no such tool");
                }))
                .isInstanceOf(TestAbortedException.class);
    }

    @Test
    void aCommitGivesOneSeedAndNoneAFixedOne() {
        String hash = "7559ff3a0c0ffee0c0ffee0c0ffee0c0ffee0c0f";
        assertThat(Commit.of("echo", hash)).isEqualTo(new Commit("7559ff3", 0x7559ff3));
        Commit none = Commit.of("echo", "HEAD");
        assertThat(none.name()).isEqualTo("none");
        assertThat(Commit.of("supsync-has-no-such-program")).isEqualTo(none);
        assertThat(Commit.of("false")).isEqualTo(none);
    }
}
