package dev.refactory.index.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.index.git.Repositories.ResolvedCommit;
import dev.refactory.kit.json.Json;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultKeyTest {
    private static final ResolvedCommit COMMIT = new ResolvedCommit("repo_a", "1".repeat(40), "2".repeat(40));
    private static final String REQUEST = """
            {"max_milli_sau": 5000, "metadata": {"team": "a"}, "model": "refactory-recipes-1",
             "repository": {"kind": "remote", "git_url": "https://example.org/a.git", "ref": "main"},
             "steps": [{"name": "rename-type", "parameters": {"newName": "B", "type": "a.A"}}],
             "strict_ast_mode": true, "verify": "compile"}
            """;

    @Test
    void whatTheResultDoesNotDependOnIsNoPartOfTheKey() {
        List<Consumer<ObjectNode>> without = List.of(
                request -> request.remove("max_milli_sau"),
                request -> request.putObject("metadata").put("team", "b"),
                request -> request.putObject("repository").put("commit", COMMIT.commitId()),
                request -> request.put("cache", true),
                request -> request.putObject("recipe").put("name", "what is done stands in steps"),
                request -> request.set("model", request.remove("model")),
                request -> ((ObjectNode) request.at("/steps/0/parameters"))
                        .set("newName", ((ObjectNode) request.at("/steps/0/parameters")).remove("newName")));
        assertThat(without).allSatisfy(change -> assertThat(key(change)).isEqualTo(key(same -> {})));
        assertThat(key(same -> {})).matches("[0-9a-f]{64}");
        assertThat(ResultKey.of(
                        Json.tree(REQUEST), new ResolvedCommit("repo_b", COMMIT.commitId(), COMMIT.treeId()), "1"))
                .isEqualTo(key(same -> {}));
    }

    @Test
    void whateverTheResultDependsOnChangesTheKey() {
        List<Consumer<ObjectNode>> with = List.of(
                request -> request.put("model", "another"),
                request -> request.put("verify", "parse"),
                request -> request.put("strict_ast_mode", false),
                request -> request.put("allow_unresolved", true),
                request -> request.put("instruction", "Rename class a.A to B"),
                request -> ((ObjectNode) request.at("/steps/0/parameters")).put("newName", "C"),
                request -> request.withArray("steps").add(request.at("/steps/0").deepCopy()));
        assertThat(with).extracting(ResultKeyTest::key).doesNotHaveDuplicates().doesNotContain(key(same -> {}));
        ResolvedCommit later = new ResolvedCommit("repo_a", "3".repeat(40), COMMIT.treeId());
        assertThat(ResultKey.of(Json.tree(REQUEST), later, "1")).isNotEqualTo(key(same -> {}));
        assertThat(ResultKey.of(Json.tree(REQUEST), COMMIT, "2")).isNotEqualTo(key(same -> {}));
    }

    @Test
    void whoeverWantsNoCacheHasNoKey() {
        assertThat(key(request -> request.put("cache", false))).isNull();
    }

    private static @Nullable String key(Consumer<ObjectNode> change) {
        ObjectNode request = Json.read(REQUEST, ObjectNode.class);
        change.accept(request);
        return ResultKey.of(request, COMMIT, "1");
    }
}
