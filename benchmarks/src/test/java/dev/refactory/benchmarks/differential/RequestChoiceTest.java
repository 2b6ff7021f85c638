package dev.refactory.benchmarks.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestChoiceTest {
    private static final RequestChoice.Maker NUMBERS = random -> {
        int number = random.nextInt(8);
        return number == 0
                ? Optional.empty()
                : Optional.of(new RequestChoice.Draft(
                        "number " + number,
                        new Request.Asked("ours", Map.of()),
                        new Request.Asked("theirs", Map.of()),
                        List.of()));
    };

    @Test
    void theSameSeedChoosesTheSame() {
        assertThat(chosen(3, 4)).isEqualTo(chosen(3, 4)).isNotEqualTo(chosen(4, 4));
    }

    @Test
    void noRequestIsChosenTwice() {
        assertThat(chosen(1, 7)).extracting(Request::about).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void whereThereAreFewerRequestsThanWantedItEnds() {
        assertThat(chosen(1, 50)).hasSize(7);
    }

    @Test
    void requestsAreNumberedThroughAllOperations() {
        RequestChoice choice = new RequestChoice(1, 2);
        choice.add(Operation.RENAME_METHOD, Request.PLAIN, NUMBERS);
        choice.add(Operation.CHANGE_TYPE, Request.PLAIN, NUMBERS);
        assertThat(choice.chosen()).extracting(Request::number).containsExactly(0, 1, 2, 3);
    }

    @Test
    void nestedTypesAreSpelledForTheOtherEngine() {
        assertThat(TypeRequests.binary("java.util.Map.Entry")).isEqualTo("java.util.Map$Entry");
        assertThat(TypeRequests.binary("Outer.Inner")).isEqualTo("Outer$Inner");
        assertThat(TypeRequests.binary("java.util.List")).isEqualTo("java.util.List");
    }

    private static List<Request> chosen(long seed, int wanted) {
        RequestChoice choice = new RequestChoice(seed, wanted);
        choice.add(Operation.RENAME_METHOD, Request.PLAIN, NUMBERS);
        return choice.chosen();
    }
}
