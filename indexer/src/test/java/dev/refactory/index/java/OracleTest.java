package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.ChildJavaAttributor.Config;
import dev.refactory.kit.time.SystemTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Agreement with the compiler over real libraries: attributed in small batches against stripped headers, every name is
/// bound as one plain compiler task over the whole binds it.
class OracleTest {
    @Test
    void everyNameOfARealLibraryIsBoundAsThePlainCompilerBindsIt() {
        Config config = Config.defaults().withChildren(1).withLimits(new Config.Limits(100, 6 << 20, 2 << 20));
        try (JavaAttributor attributor = new ChildJavaAttributor(config, SystemTime.ticker())) {
            Agreement agreement = Agreement.of(attributor, SourcesJar.commonsLang(), List.of(), 25);
            assertThat(agreement.errors()).isEmpty();
            assertThat(agreement.differences()).isEmpty();
            assertThat(agreement.compared()).isGreaterThan(50_000);
        }
    }
}
