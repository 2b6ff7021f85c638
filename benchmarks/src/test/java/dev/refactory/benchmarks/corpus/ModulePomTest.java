package dev.refactory.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModulePomTest {
    private static final String PUBLISHED = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <parent>
                <groupId>g</groupId><artifactId>parent</artifactId><version>1</version>
                <relativePath>../elsewhere</relativePath>
              </parent>
              <artifactId>a</artifactId>
              <packaging>bundle</packaging>
              <properties>
                <maven.compiler.source>1.8</maven.compiler.source><other>kept</other>
              </properties>
              <build><plugins/></build>
              <dependencies>
                <dependency><groupId>g</groupId><artifactId>used</artifactId><version>1</version></dependency>
                <dependency>
                  <groupId>g</groupId><artifactId>tested-with</artifactId><version>1</version><scope>test</scope>
                </dependency>
              </dependencies>
            </project>
            """;

    @Test
    void keepsWhatIsCompiledAgainstAndAddsWhatThePublisherLeftOut() throws IOException {
        String pom = made(PUBLISHED, List.of("h:extra:2"));

        assertThat(pom).contains("used", "extra", "<other>kept</other>").doesNotContain("tested-with");
        assertThat(pom).doesNotContain("build", "bundle");
    }

    @Test
    void whatGradlePublishesAsNeededAtRunTimeIsCompiledAgainst() throws IOException {
        String pom = made("""
                <project><dependencies><dependency>
                  <groupId>g</groupId><artifactId>hidden</artifactId><version>1</version><scope>runtime</scope>
                </dependency></dependencies></project>
                """, List.of());

        assertThat(pom).contains("hidden").doesNotContain("scope", "runtime");
    }

    @Test
    void aModuleHasTheCorpusLanguageLevelAndAParentFromTheMavenRepository() throws IOException {
        String pom = made(PUBLISHED, List.of());

        assertThat(pom).contains("<maven.compiler.release>21</maven.compiler.release>", "<relativePath/>");
        assertThat(pom).doesNotContain("1.8", "elsewhere");
    }

    @Test
    void aPublishedFileWithoutDependenciesGetsThem() throws IOException {
        String pom = made("<project><artifactId>a</artifactId></project>", List.of("h:extra:2"));

        assertThat(pom).contains("<artifactId>extra</artifactId>");
    }

    private static String made(String published, List<String> extras) throws IOException {
        return new String(ModulePom.of(published.getBytes(StandardCharsets.UTF_8), 21, extras), StandardCharsets.UTF_8);
    }
}
