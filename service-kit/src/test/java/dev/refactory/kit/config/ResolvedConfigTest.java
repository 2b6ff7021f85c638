package dev.refactory.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.refactory.kit.config.ResolvedConfig.Origin;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedConfigTest {
    private static ResolvedConfig resolve(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
        return ResolvedConfig.resolve(new ConfigSources(flags, environment, file, "a.properties", null));
    }

    private static RefactoryException fault(
            Map<String, String> flags, Map<String, String> environment, Map<String, String> file) {
        return catchThrowableOfType(RefactoryException.class, () -> resolve(flags, environment, file));
    }

    private static Origin origin(ResolvedConfig config, ConfigKey<?> key) {
        return config.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElseThrow()
                .origin();
    }

    @Test
    void flagsBeatTheEnvironmentWhichBeatsTheFileWhichBeatsDefaults() {
        Map<String, String> flag = Map.of("port", "1");
        Map<String, String> environment = Map.of("REFACTORY_PORT", "2");
        Map<String, String> file = Map.of("port", "3");

        assertThat(resolve(flag, environment, file).get(ConfigKeys.PORT)).isEqualTo(1);
        assertThat(resolve(Map.of(), environment, file).get(ConfigKeys.PORT)).isEqualTo(2);
        assertThat(resolve(Map.of(), Map.of(), file).get(ConfigKeys.PORT)).isEqualTo(3);
        assertThat(resolve(Map.of(), Map.of(), Map.of()).get(ConfigKeys.PORT)).isEqualTo(7300);

        assertThat(origin(resolve(flag, environment, file), ConfigKeys.PORT)).hasToString("flag --port");
        assertThat(origin(resolve(Map.of(), environment, file), ConfigKeys.PORT))
                .hasToString("environment REFACTORY_PORT");
        assertThat(origin(resolve(Map.of(), Map.of(), file), ConfigKeys.PORT)).hasToString("file a.properties");
        assertThat(origin(resolve(Map.of(), Map.of(), Map.of()), ConfigKeys.PORT))
                .hasToString("default");
    }

    @Test
    void everyFaultIsInTheOneError() {
        RefactoryException fault = fault(
                Map.of("pace", "slow", "worker.slots", "0"),
                Map.of("REFACTORY_CLUSTER_MEMBERS", "a:1,b", "REFACTORY_URL", "ftp://x"),
                Map.of("kafka.bootstrp", "x:1", "lease.seconds", "ten"));

        assertThat(fault.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
        assertThat(fault.fieldErrors())
                .extracting(RefactoryException.FieldError::field)
                .containsExactlyInAnyOrder(
                        "kafka.bootstrp", "url", "cluster.members", "pace", "worker.slots", "lease.seconds");
        assertThat(fault.sentence())
                .contains("did you mean kafka.bootstrap?")
                .contains("worker.slots must be a whole number from 1 to 256, not \"0\" (flag --worker-slots).")
                .contains("not \"ten\" (file a.properties)");
    }

    @Test
    void everyDefaultIsInItsOwnRangeAndEverySettingIsDocumented() {
        ResolvedConfig defaults = resolve(Map.of(), Map.of(), Map.of());
        assertThat(ConfigKeys.ALL).allSatisfy(key -> {
            assertThat(key.doc()).isNotBlank().doesNotEndWith(".");
            assertThat(defaults.find(key).isPresent()).isEqualTo(key.defaultText() != null);
        });
        assertThat(ConfigKeys.ALL).extracting(ConfigKey::environmentName).doesNotHaveDuplicates();
    }

    @Test
    void secretsAreMaskedInWhatIsShownAndInErrors() {
        ResolvedConfig config = resolve(
                Map.of("postgres.password", "hunter2", "maven.repositories", "https://me:hunter2@repo.example/m2"),
                Map.of(),
                Map.of());
        assertThat(config.entries())
                .allSatisfy(entry -> assertThat(entry.shown()).doesNotContain("hunter2"));
        assertThat(RefactoryConfig.from(config).toString()).doesNotContain("Postgres[hunter2");
    }

    @Test
    void aRoleNamesEverySettingItCannotDoWithout() {
        ResolvedConfig config = resolve(Map.of(), Map.of(), Map.of());
        RefactoryException fault = catchThrowableOfType(
                RefactoryException.class,
                () -> config.require(
                        "the role worker uses external services",
                        ConfigKeys.POSTGRES_URL,
                        ConfigKeys.PORT,
                        ConfigKeys.KAFKA_BOOTSTRAP));
        assertThat(fault.sentence())
                .contains("--postgres-url or REFACTORY_POSTGRES_URL", "REFACTORY_KAFKA_BOOTSTRAP")
                .hasLineCount(2);
    }

    @Test
    void thePiecesAreReadyForTheirParts() {
        RefactoryConfig config = RefactoryConfig.from(resolve(
                Map.of(
                        "postgres.url",
                        "jdbc:postgresql://db/x",
                        "kafka.bootstrap",
                        "a:1, b:2",
                        "allow-path",
                        "/a,/b/../c"),
                Map.of("REFACTORY_POSTGRES_PASSWORD", "p"),
                Map.of()));
        assertThat(config.postgres())
                .isEqualTo(new RefactoryConfig.Postgres("jdbc:postgresql://db/x", "refactory", "p", 12));
        assertThat(config.kafka()).isEqualTo(new RefactoryConfig.Kafka("a:1,b:2"));
        assertThat(config.sources().allowedPaths()).isEqualTo(List.of(Path.of("/a"), Path.of("/c")));
        assertThat(config.work().lease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.http().loopback()).isTrue();

        RefactoryConfig alone = RefactoryConfig.from(resolve(Map.of(), Map.of(), Map.of()));
        assertThat(alone.postgres()).isNull();
        assertThat(alone.kafka()).isNull();
    }

    @Test
    void aFileIsReadFromWhereItIsNamedOrFromTheWorkingDirectory(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("refactory.properties"), "port = 1234\n");
        Files.writeString(directory.resolve("other.properties"), "port: 4321\n");

        assertThat(ResolvedConfig.resolve(ConfigSources.read(Map.of(), Map.of(), null, directory))
                        .get(ConfigKeys.PORT))
                .isEqualTo(1234);
        assertThat(ResolvedConfig.resolve(ConfigSources.read(
                                Map.of(), Map.of("REFACTORY_CONFIG", "other.properties"), null, directory))
                        .get(ConfigKeys.PORT))
                .isEqualTo(4321);
        assertThat(catchThrowableOfType(
                                RefactoryException.class,
                                () -> ResolvedConfig.resolve(
                                        ConfigSources.read(Map.of(), Map.of(), Path.of("none"), directory)))
                        .sentence())
                .contains("none does not exist");
    }
}
