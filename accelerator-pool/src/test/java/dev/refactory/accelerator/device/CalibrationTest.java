package dev.refactory.accelerator.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.refactory.accelerator.device.DeviceProfile.Link;
import dev.refactory.accelerator.device.DeviceProfile.Memory;
import dev.refactory.accelerator.device.DeviceProfile.Pipeline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The model against what vendors, analysts and third parties have published of wafers. Nobody has
/// published how many streams one serves at once, how fast it reads prompts, or what of its memory is left
/// for contexts; for those there is nothing to hold the model against.
class CalibrationTest {
    private static final double SECOND_PICOS = 1e12;

    private record Published(String model, int layers, double tokensPerSecond, long context, String use) {
        double microsPerLayer() {
            return 1e6 / tokensPerSecond / layers;
        }
    }

    static List<Published> published() throws IOException {
        try (InputStream file = Objects.requireNonNull(CalibrationTest.class.getResourceAsStream("published.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cell -> new Published(
                            cell[0],
                            Integer.parseInt(cell[1]),
                            Double.parseDouble(cell[2]),
                            Long.parseLong(cell[3]),
                            cell[6]))
                    .toList();
        }
    }

    private static StepCost device(double tokenMicros, long contextPicos) {
        return new StepCost(new Pipeline(Math.round(tokenMicros * 1000), contextPicos, 16, 100, 20_000_000));
    }

    /// Each with a time per token of its own, as short contexts have it.
    @ParameterizedTest
    @MethodSource("published")
    void oneStreamDecodesAsFastAsPublished(Published point) {
        double context = 0.010 * point.context;
        StepCost cost = device(1e6 / point.tokensPerSecond - context, 10_000);
        double perSecond = 500 / (cost.steps(1, point.context, 500) / SECOND_PICOS);
        assertThat(perSecond).isCloseTo(point.tokensPerSecond, withinPercentage(2));
    }

    /// A time per layer that two models give predicts the others; a regularity seen afterwards, no law.
    @Test
    void timePerLayerOfTwoModelsPredictsTheOthers() throws IOException {
        double perLayer = published().stream()
                .filter(point -> point.use.equals("fit"))
                .mapToDouble(Published::microsPerLayer)
                .average()
                .orElseThrow();
        assertThat(perLayer).isCloseTo(8.7, within(0.1));
        List<Published> held = published().stream()
                .filter(point -> point.use.equals("predict"))
                .toList();
        assertThat(held).hasSize(4).allSatisfy(point -> {
            double predicted = 1e6 / (perLayer * point.layers);
            assertThat(predicted).as(point.model).isCloseTo(point.tokensPerSecond, withinPercentage(20));
        });
    }

    /// An analyst's fit over active parameters, at the two models whose number is known.
    @ParameterizedTest
    @CsvSource({"5.1, 2059", "32, 1201"})
    void speedFallsWithActiveParameters(double billions, double tokensPerSecond) {
        assertThat(3322 / Math.pow(billions, 0.294)).isCloseTo(tokensPerSecond, withinPercentage(10));
    }

    /// Two pairs of one model at two contexts, at the cost of a token of context that each gives. The second is
    /// recalled, not confirmed.
    @ParameterizedTest
    @CsvSource({"3000, 1000, 10000, 21, 1844, 2059", "969, 1000, 100000, 8.3, 539, 539"})
    void longContextsSlowAStream(
            double shortSpeed, long shortContext, long longContext, double kappaNanos, double slowest, double fastest) {
        long kappa = Math.round(kappaNanos * 1000);
        StepCost cost = device(1e6 / shortSpeed - kappa * shortContext / 1e6, kappa);
        double speed = SECOND_PICOS / cost.step(1, longContext);
        assertThat(speed).isBetween(slowest * 0.9, fastest * 1.1);
    }

    /// Fewest wafers, nothing reserved: weights alone, and weights with the contexts of 501 requests of
    /// 96,300 tokens.
    @ParameterizedTest
    @CsvSource({
        "Llama 3.1 8B,   16000000000, 131072, 1,        1",
        "Llama 70B FP16, 141000000000, 327680, 1,       4",
        "405B FP16,      811600000000, 516096, 1,       19",
        "gpt-oss-120B,   60000000000, 36900, 48246300,  42",
    })
    void soManyWafersAreNeeded(String model, long weights, long kvBytes, long contextTokens, int wafers) {
        assertThat(wafersFor(weights, kvBytes, contextTokens)).as(model).isEqualTo(wafers);
    }

    private static int wafersFor(long weights, long kvBytes, long contextTokens) {
        int wafers = 1;
        while (new Memory(wafers, 44_000_000_000L, weights, kvBytes, 0).contextTokens() < contextTokens) {
            wafers++;
        }
        return wafers;
    }

    /// What an interface in front of the device adds; between the two published times, 0.17 and 0.24 s.
    private static final double INTERFACE_SECONDS = 0.2;

    @ParameterizedTest
    @CsvSource({"969, 126, 0.24", "2314, 80, 0.17"})
    void theFirstTokenComesAsPublished(double tokensPerSecond, int layers, double seconds) {
        StepCost cost = device(1e6 / tokensPerSecond, 8_000);
        double first = INTERFACE_SECONDS + cost.step(1000, StepCost.promptContexts(0, 1000)) / SECOND_PICOS;
        assertThat(first).as("%d layers", layers).isCloseTo(seconds, withinPercentage(25));
    }

    @Test
    void aPromptOfTenThousandTokensIsReadWithinHalfASecond() {
        StepCost cost = device(1e6 / 3000, 21_000);
        assertThat(INTERFACE_SECONDS + cost.step(10_000, StepCost.promptContexts(0, 10_000)) / SECOND_PICOS)
                .isLessThan(0.5 * 1.25);
    }

    /// The default profile goes through two published points, and is fifteen times as fast as what the
    /// same model does on a GPU, 65 to 70 tokens a second.
    @Test
    void theDefaultProfileIsAsFastAsPublished() {
        StepCost cost = new StepCost(Pipeline.SPARK_SIM);
        assertThat(SECOND_PICOS / cost.step(1, 500)).isCloseTo(2000, withinPercentage(10));
        assertThat(SECOND_PICOS / cost.step(1, 49_000)).isGreaterThan(1000);
        StepCost gpu = new StepCost(DeviceProfile.GPU_SIM.pipeline());
        assertThat(SECOND_PICOS / gpu.step(1, 500)).isBetween(65.0, 70.0);
        assertThat(SECOND_PICOS / cost.step(1, 49_000) / (SECOND_PICOS / gpu.step(1, 49_000)))
                .isCloseTo(15, withinPercentage(10));
    }

    /// 70 billion weights of two bytes through one system's 150 GB/s: why weights are resident.
    @Test
    void streamingWeightsWouldTakeASecondAStep() {
        Memory memory = new Memory(4, 44_000_000_000L, 140_000_000_000L, 327_680, 100);
        DeviceProfile fourWafers =
                new DeviceProfile("llama-70b", memory, Pipeline.SPARK_SIM, new Link(150_000_000_000L, 1000));
        double seconds = new DeviceModel(fourWafers).loadNanos() / 1e9 * 4;
        assertThat(seconds).isCloseTo(0.93, withinPercentage(5));
    }
}
