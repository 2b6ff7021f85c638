package dev.refactory.api;

import static dev.refactory.api.Door.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Findings as SARIF, held against the published schema.
class SarifTest {
    private static final String SARIF = "application/sarif+json";
    private static final Schema SCHEMA = schema();
    private static Door door;

    private static Schema schema() {
        try (InputStream in = SarifTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeAll
    static void open() {
        door = new Door(2);
        door.jobs.put(new JobBuilder("job_1")
                .succeeded("{}", "{\"commit\":\"" + "c".repeat(40) + "\"}")
                .build());
        door.jobs.artifact("job_1", "findings", """
                [{"rule":"find-usages","level":"note","symbol":"a.B#c()","file":"src/a b/Ä.java","line":7,"column":3,
                  "end_column":9,"message":"b.c() is called","excerpt":"  b.c();"},
                 {"rule":"find-deprecated-uses","level":"warning","file":"c:d/E.java","line":1,"message":"old"},
                 {"rule":"","level":"odd","file":"F.java","line":0,"message":"somewhere in it"}]
                """.getBytes(StandardCharsets.UTF_8));
        door.jobs.put(new JobBuilder("job_none").succeeded("{}", "{}").build());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void theSchemaNoticesWhatIsNotSarif() {
        assertThat(SCHEMA.validate("{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{}}]}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void findingsAreASarifRunWithRulesPlacesAndWhereTheyComeFrom() {
        HttpResponse<String> response = door.get("/v2/jobs/job_1/findings", "Accept", SARIF);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(SARIF);
        assertThat(SCHEMA.validate(response.body(), InputFormat.JSON)).isEmpty();
        JsonNode run = json(response).at("/runs/0");
        assertThat(run.at("/tool/driver/rules").findValuesAsText("id"))
                .containsExactly("find-deprecated-uses", "find-usages", "rename-method");
        assertThat(run.at("/results/0/ruleIndex").asInt()).isEqualTo(1);
        assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("src/a%20b/%C3%84.java");
        assertThat(run.at("/results/0/locations/0/physicalLocation/region/endColumn")
                        .asInt())
                .isEqualTo(9);
        assertThat(run.at("/results/1/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("./c:d/E.java");
        assertThat(run.at("/results/1/level").asText()).isEqualTo("warning");
        assertThat(run.at("/results/2/level").asText()).isEqualTo("note");
        assertThat(run.at("/versionControlProvenance/0/revisionId").asText()).isEqualTo("c".repeat(40));
    }

    @Test
    void noFindingsAreARunWithoutResults() {
        HttpResponse<String> response = door.get("/v2/jobs/job_none/findings", "Accept", SARIF);
        assertThat(SCHEMA.validate(response.body(), InputFormat.JSON)).isEmpty();
        assertThat(json(response).at("/runs/0/results").isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    */*                                            | application/json
                    application/json, application/sarif+json;q=0.5 | application/json
                    application/sarif+json, application/json       | application/json
                    application/*;q=0.2, application/sarif+json    | application/sarif+json
                    application/sarif+json, */*;q=0.1              | application/sarif+json
                    APPLICATION/SARIF+JSON                         | application/sarif+json
                    """)
    void theCallerChoosesTheForm(String accept, String type) {
        assertThat(door.get("/v2/jobs/job_1/findings", "Accept", accept)
                        .headers()
                        .firstValue("Content-Type"))
                .hasValue(type);
    }
}
