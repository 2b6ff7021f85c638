package dev.refactory.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {
    private static final ValueType<Long> BYTES = ValueType.bytes(1 << 20);

    private static ResolvedConfig config(String name, String text) {
        return ResolvedConfig.resolve(new ConfigSources(Map.of(name, text), Map.of(), Map.of(), "a.properties", null));
    }

    private static RefactoryException fault(String name, String text) {
        return catchThrowableOfType(RefactoryException.class, () -> config(name, text));
    }

    private static String key(int bytes, int fill) {
        byte[] key = new byte[bytes];
        key[0] = (byte) fill;
        return Base64.getEncoder().encodeToString(key);
    }

    @ParameterizedTest
    @CsvSource({
        "1048576, 1048576",
        "1024KiB, 1048576",
        "1024 KiB, 1048576",
        "1MiB, 1048576",
        "512MiB, 536870912",
        "10GiB, 10737418240",
        "2TiB, 2199023255552",
        "999999999999999999, 999999999999999999",
        "4194303TiB, 4611684918915760128"
    })
    void bytesAreCountedWithTheirUnit(String text, long expected) {
        assertThat(BYTES.parse(text)).isEqualTo(expected);
        assertThat(BYTES.parse("  " + text + " ")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "1048575",
                "1023KiB",
                "-1GiB",
                "+1GiB",
                "1.5GiB",
                "10GB",
                "10G",
                "10gib",
                "10 000 000",
                "10  GiB",
                "1e9",
                "GiB",
                "4194304TiB",
                "8388608TiB",
                "16777216TiB",
                "999999999999999999TiB",
                "1000000000000000000",
                "9223372036854775808",
                "１０GiB"
            })
    void whatIsNoNumberOfBytesOrTooFewOrTooManyToCountIsRefused(String text) {
        assertThatThrownBy(() -> BYTES.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void yesAndNoAreTheOnlyAnswers() {
        assertThat(ValueType.yesOrNo().parse("yes")).isTrue();
        assertThat(ValueType.yesOrNo().parse(" no ")).isFalse();
        for (String text : List.of("", "Yes", "NO", "true", "false", "1", "0", "on", "y", "yes no")) {
            assertThatThrownBy(() -> ValueType.yesOrNo().parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keysKeepTheirOrderAndTheirText() {
        String newer = key(32, 1);
        String older = key(32, 2);
        assertThat(ValueType.keys().parse(newer)).containsExactly(newer);
        assertThat(ValueType.keys().parse(newer + " , " + older + ",")).containsExactly(newer, older);
        assertThat(ValueType.keys().parse("")).isEmpty();
        String urlSafe = Base64.getUrlEncoder().encodeToString(new byte[] {-1, -1, -1});
        for (String text : List.of(key(31, 1), key(33, 1), "x", newer + ";" + older, newer + "=", urlSafe, "k y")) {
            assertThatThrownBy(() -> ValueType.keys().parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFaultSaysWhatIsAcceptedAndFromWhereTheValueCame() {
        assertThat(fault("repositories.max-bytes", "10GB").sentence())
                .contains(
                        "repositories.max-bytes must be a number of bytes from 1048576 up, such as 512MiB or 10GiB, not"
                                + " \"10GB\" (flag --repositories-max-bytes).");
        assertThat(fault("git.private-network", "true").sentence())
                .contains("git.private-network must be yes or no, not \"true\" (flag --git-private-network).");
        assertThat(fault("git.private-network", "true").code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
    }

    @Test
    void aKeyIsNeverShownNotEvenAFaultyOne() {
        String faulty = key(31, 7);
        assertThat(fault("secrets.key", faulty).sentence())
                .contains("secrets.key", "keys of 32 bytes in base64")
                .doesNotContain(faulty);
        String right = key(32, 7);
        ResolvedConfig config = config("secrets.key", right);
        assertThat(config.entries())
                .allSatisfy(entry -> assertThat(entry.shown()).doesNotContain(right));
        RefactoryConfig pieces = RefactoryConfig.from(config);
        assertThat(pieces.repositories().secretKeys()).containsExactly(right);
        assertThat(pieces.toString()).doesNotContain(right);
    }

    @Test
    void whatIsSetReachesItsPiece() {
        ResolvedConfig config = ResolvedConfig.resolve(new ConfigSources(
                Map.of("repositories.max-bytes", "3MiB", "uploads.max-bytes", "2MiB"),
                Map.of("REFACTORY_GIT_PRIVATE_NETWORK", "yes", "REFACTORY_GIT_CA_CERTIFICATES", "/etc/acme/../ca.pem"),
                Map.of(),
                "a.properties",
                null));
        assertThat(RefactoryConfig.from(config).repositories())
                .isEqualTo(new RefactoryConfig.Repositories(3 << 20, 2 << 20, true, Path.of("/etc/ca.pem"), List.of()));
        RefactoryConfig.Repositories usual =
                RefactoryConfig.from(config("port", "1")).repositories();
        assertThat(usual).isEqualTo(new RefactoryConfig.Repositories(10L << 30, 10L << 30, false, null, List.of()));
    }
}
