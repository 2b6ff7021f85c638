package dev.refactory.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.ModelCatalogue;
import dev.refactory.api.submit.RepositoryRequests;
import dev.refactory.api.submit.SubmitRequests;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode.Fault;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.SubmitJob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a body holds, it becomes a command the queue takes, or an error of the caller's that names a subject.
class FuzzTest {
    private static final int ROUNDS = 4000;
    private static final List<String> GOOD = List.of(
            "{'recipe': " + BadBodies.RECIPE + ", 'repository_context': {'git_url': 'https://h/x.git', 'ref': 'main'},"
                    + " 'options': {'verify': 'parse', 'max_sau': 5, 'cache': false, 'tier': 'bulk'},"
                    + " 'metadata': {'a': 1}, 'deadline': '10m'}",
            "{'recipe': [" + BadBodies.RECIPE + "," + BadBodies.RECIPE + "], 'repository_context':"
                    + " {'repository_id': 'repo_1', 'commit': '" + "a".repeat(40) + "'}}",
            "{'messages': [{'role': 'user', 'content': [{'type': 'text', 'text': 'Rename method a#b to c'}]}],"
                    + " 'repository_context': {'files': [{'path': 'A.java', 'content': 'class A {}'}]}}");
    private static final String[] ODD = {
        "null",
        "true",
        "-1",
        "1e400",
        "0",
        "''",
        "' '",
        "'\\\\u0000'",
        "'\\\\ud800'",
        "[]",
        "{}",
        "[[]]",
        "{'a': {}}",
        "'user'",
        "'" + "x".repeat(5000) + "'",
        "9007199254740993",
        "'../..'",
        "'https://u:p@h/'",
        "[null]",
        "'find-usages'"
    };

    private final FakeRepositories repositories = new FakeRepositories();
    private final SubmitRequests requests = new SubmitRequests(
            Door.Recipes.ALL, new ModelCatalogue("recipes-1"), PlainWords.ONLY_RENAMES, repositories);

    @ParameterizedTest
    @ValueSource(longs = {1, 20261121, 7300})
    void everyBodyIsACommandOrAnErrorThatNamesItsSubject(long seed) {
        repositories.remote("repo_1", "https://host/acme.git");
        Random random = new Random(seed);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] body = body(random);
            SubmitJob command = parsed(body, random.nextBoolean(), "seed " + seed + ", round " + round);
            if (command != null) {
                accepted++;
                JsonNode canonical = Json.tree(command.request());
                assertThat(canonical.path("steps").size()).isBetween(1, 16);
                assertThat(canonical.path("repository").path("kind").asText()).isIn("remote", "upload", "manifest");
                assertThat(canonical.path("repository").toString()).doesNotContain("u:p@h");
            }
            refusedOrRead(body);
        }
        assertThat(accepted).as("bodies that are right").isBetween(ROUNDS / 20, ROUNDS);
    }

    private @Nullable SubmitJob parsed(byte[] body, boolean quote, String where) {
        try {
            return quote
                    ? requests.parseQuote(body, List.of(), TenantId.DEFAULT, "a")
                    : requests.parse(body, List.of(), TenantId.DEFAULT, "a");
        } catch (RefactoryException e) {
            assertThat(e.code().fault()).as(where).isEqualTo(Fault.CALLER);
            assertThat(e.subject()).as(where).isNotBlank();
            assertThat(e.sentence()).as(where).isNotBlank();
            return null;
        } catch (RuntimeException e) {
            throw new AssertionError(where + ": " + new String(body, StandardCharsets.UTF_8), e);
        }
    }

    private static void refusedOrRead(byte[] body) {
        try {
            RepositoryRequests.remote(body);
        } catch (RefactoryException e) {
            assertThat(e.code().fault()).isEqualTo(Fault.CALLER);
        }
        try {
            RepositoryRequests.credential(body);
        } catch (RefactoryException e) {
            assertThat(e.code().fault()).isEqualTo(Fault.CALLER);
        }
    }

    /// A right body with up to three changes to its tree, or to its bytes.
    private static byte[] body(Random random) {
        String good = GOOD.get(random.nextInt(GOOD.size())).replace('\'', '"');
        if (random.nextInt(4) == 0) {
            byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            return bytes;
        }
        JsonNode tree = Json.tree(good);
        for (int i = random.nextInt(4); i > 0; i--) {
            change(tree, random);
        }
        return Json.write(tree).getBytes(StandardCharsets.UTF_8);
    }

    private static void change(JsonNode tree, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(tree, containers);
        JsonNode odd = Json.tree(ODD[random.nextInt(ODD.length)].replace('\'', '"'));
        JsonNode at = containers.get(random.nextInt(containers.size()));
        if (at instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", odd);
                default -> object.set(name, odd);
            }
        } else if (at instanceof ArrayNode array) {
            array.add(odd);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
