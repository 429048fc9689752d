package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTests {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<Integer> NUMBERS = IntStream.range(0, 20).boxed().toList();

    @Test
    void asksSeveralAtOnceAndAnswersInOrder() {
        CyclicBarrier five = new CyclicBarrier(5);
        AtomicInteger asking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> answers = new SideBySide<Integer, String>(
                        number -> {
                            most.accumulateAndGet(asking.incrementAndGet(), Math::max);
                            await(five); // nobody gets further unless five are asked at once
                            asking.decrementAndGet();
                            return "number " + number;
                        },
                        SideBySideTests::silent,
                        SideBySideTests::unasked)
                .ask(NUMBERS, 5, LONG, LONG);
        assertThat(answers)
                .containsExactlyElementsOf(
                        NUMBERS.stream().map(number -> "number " + number).toList());
        assertThat(most).hasValueLessThanOrEqualTo(5);
    }

    @Test
    void whoSaysNothingKeepsTheOthersWaitingOnlyForAWhile() {
        CountDownLatch never = new CountDownLatch(1);
        Function<Integer, String> question = number -> {
            if (number < 10) {
                await(never);
            }
            return "number " + number;
        };
        List<String> answers = new SideBySide<>(question, SideBySideTests::silent, SideBySideTests::unasked)
                .ask(NUMBERS.subList(0, 10), 2, Duration.ofMillis(20), LONG);
        assertThat(answers).hasSize(10).allMatch(answer -> answer.startsWith("silent"));
        answers = new SideBySide<>(question, SideBySideTests::silent, SideBySideTests::unasked)
                .ask(NUMBERS.subList(0, 10), 2, LONG, Duration.ofMillis(20));
        assertThat(answers).hasSize(10).allMatch(answer -> answer.startsWith("silent") || answer.startsWith("unasked"));
        assertThat(answers).as("whoever was not asked is not called silent").contains("unasked 9");
        never.countDown();
    }

    @Test
    void aFailureIsThrown() {
        assertThatThrownBy(() -> new SideBySide<Integer, String>(
                                number -> {
                                    throw new IllegalArgumentException("no " + number);
                                },
                                SideBySideTests::silent,
                                SideBySideTests::unasked)
                        .ask(List.of(7), 1, LONG, LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no 7");
    }

    private static String silent(int number) {
        return "silent " + number;
    }

    private static String unasked(int number) {
        return "unasked " + number;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
