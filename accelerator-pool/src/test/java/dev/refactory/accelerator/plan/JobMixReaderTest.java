package dev.refactory.accelerator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobMixReaderTest {
    private static final String GOOD = "{\"calls\":[{\"prompt_tokens\":1,\"completion_tokens\":1}]}";

    @Test
    void aJobIsReadWithItsCallsAndWhoWaitsForWhom() {
        JobType job = Plans.mix(Plans.DIAMOND).types().getFirst();
        assertThat(job.name()).isEqualTo("diamond");
        assertThat(job.tier()).isEqualTo(ServiceTier.STANDARD);
        assertThat(job.calls()).as("an entry that counts two is two calls").hasSize(5);
        assertThat(job.calls().stream().map(JobCall::after))
                .containsExactly(List.of(), List.of(0), List.of(0), List.of(0), List.of(1, 2, 3));
        assertThat(job.calls().get(2).pauseNanos()).isEqualTo(40_000_000);
        assertThat(job.calls().getFirst().prefixBlocks())
                .as("whole blocks of what is shared")
                .isEqualTo(IntStream.range(0, 1900 / 128).boxed().toList());
        assertThat(job.calls().getFirst().maxCompletionTokens()).isEqualTo(2000);
    }

    @Test
    void whatIsNotSaidHasAUsualValue() {
        JobMix mix = Plans.mix(GOOD + "\n\n" + GOOD.replace("{\"calls", "{\"weight\":3,\"tier\":\"bulk\",\"calls"));
        assertThat(mix.types()).extracting(JobType::name).containsExactly("job-1", "job-2");
        assertThat(mix.types()).extracting(JobType::weight).containsExactly(1.0, 3.0);
        assertThat(mix.types()).extracting(JobType::tier).containsExactly(ServiceTier.STANDARD, ServiceTier.BULK);
        assertThat(mix.callsPerJob()).isEqualTo(1);
    }

    @Test
    void theMixThatComesWithTheProductIsSaidToBeAssumed() {
        JobMix mix = JobMix.usual();
        assertThat(mix.assumed()).isTrue();
        assertThat(mix.weight()).isEqualTo(100);
        assertThat(mix.callsPerJob()).isBetween(10.0, 11.0);
        assertThat(mix.types()).hasSize(27);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    no json                                                       | it is no JSON
                    [1]                                                           | it is no JSON object
                    {"calls":[]}                                                  | calls must be a list of at least one
                    {"calls":[7]}                                                 | call 0 is no JSON object
                    {"calls":[{"completion_tokens":1}]}                           | prompt_tokens must be a whole number
                    {"calls":[{"prompt_tokens":1}]}                               | completion_tokens must be a whole number
                    {"calls":[{"prompt_tokens":1.5,"completion_tokens":1}]}       | prompt_tokens must be a whole number
                    {"calls":[{"prompt_tokens":0,"completion_tokens":1}]}         | from 1 to 1000000
                    {"calls":[{"prompt_tokens":1,"completion_tokens":1,"after":[0]}]} | after must name calls before it
                    {"calls":[{"prompt_tokens":1,"completion_tokens":1,"promt":1}]} | "promt" means nothing here
                    {"calls":[{"prompt_tokens":9,"completion_tokens":5,"max_completion_tokens":4}]} | from 5 to
                    {"calls":[{"prompt_tokens":9,"completion_tokens":1,"count":10001}]} | count must be a whole number
                    {"calls":[{"prompt_tokens":9,"completion_tokens":1,"prefix_blocks":[-1]}]} | prefix_blocks must be
                    {"calls":[{"prompt_tokens":9,"completion_tokens":1,"shared_tokens":10}]} | shared_tokens must be
                    {"calls":[{"prompt_tokens":9,"completion_tokens":1,"prefix_blocks":[1],"shared_tokens":9}]} | not both
                    {"weight":0,"calls":[{"prompt_tokens":1,"completion_tokens":1}]} | weight must be a number above 0
                    {"tier":"gold","calls":[{"prompt_tokens":1,"completion_tokens":1}]} | tier must be interactive
                    {"job":"a b","calls":[{"prompt_tokens":1,"completion_tokens":1}]} | job must be a name
                    {"repositories":4,"calls":[{"prompt_tokens":1,"completion_tokens":1}]} | go together
                    {"repositories":4,"repository_tokens":9,"calls":[{"prompt_tokens":9,"completion_tokens":1}]} | more than 9
                    """)
    void aLineThatIsNoJobIsRefusedWithItsNumber(String line, String why) {
        assertThatThrownBy(() -> Plans.mix(GOOD + "\n\n" + line + "\n"))
                .isInstanceOfSatisfying(RefactoryException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(ErrorCode.INVALID_PARAMETER);
                    assertThat(fault.sentence())
                            .startsWith("Mix test, line 3: ")
                            .contains(why);
                });
    }

    @Test
    void aFileWithoutJobsIsNoMix() {
        assertThatThrownBy(() -> Plans.mix("\n")).hasMessageContaining("there is no job in it");
    }
}
