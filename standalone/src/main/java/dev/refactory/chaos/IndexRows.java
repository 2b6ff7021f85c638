package dev.refactory.chaos;

import dev.refactory.chaos.Site.Member;
import dev.refactory.client.ApiProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;

/// Rows about graphs that are being built, and about accelerators.
final class IndexRows {
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final Duration SLOW = Duration.ofMillis(15);
    private static final Duration STARTED = Duration.ofSeconds(20);

    private static final Set<String> TYPED = Set.of("repository_unavailable", "repository_not_found");

    private IndexRows() {}

    static List<Row> all() {
        return List.of(
                new Row(
                        "C17",
                        "indexer",
                        "kill -9 while it writes a graph",
                        "no half graph is seen",
                        IndexRows::killed),
                new Row("C18", "indexer", "two are asked for the same commit", "it is indexed once", IndexRows::both),
                new Row(
                        "C19",
                        "indexer",
                        "the repository is away",
                        "jobs fail, and say so; later ones do not",
                        IndexRows::away),
                new Row("C38", "accelerator", "one of two stands still", "jobs end meanwhile", IndexRows::frozen),
                new Row(
                        "C40",
                        "accelerator",
                        "all are killed",
                        "jobs wait, and end when one is back",
                        IndexRows::gone));
    }

    private static void killed(Scene scene) throws Exception {
        Member other = scene.site().member(Site.SECOND_INDEXER);
        Member indexer = scene.site().member(Site.INDEXER);
        String tree = scene.site().subject().commit();
        List.of(other, indexer).forEach(member -> member.postgres().delay(SLOW));
        scene.order(1);
        Waiting.until(
                "the first rows of a graph",
                STARTED,
                () -> snapshots(scene, tree, "writing").isEmpty() ? null : true);
        Waiting.pass(scene.upTo(Duration.ofMillis(500)));
        // Whichever of them it is, the other one goes on.
        Member victim = scene.random().nextBoolean() ? indexer : other;
        victim.process().kill();
        scene.settle(SETTLED);
        scene.check(snapshots(scene, tree, "committed").size() == 1, "there is not one graph of " + tree);
    }

    private static void both(Scene scene) throws Exception {
        scene.site().member(Site.SECOND_INDEXER);
        String tree = scene.site().subject().commit();
        List<Future<String>> orders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            orders.add(scene.meanwhile(() -> scene.orders().place(scene.api())));
        }
        for (Future<String> order : orders) {
            order.get();
        }
        scene.settle(SETTLED);
        scene.check(snapshots(scene, tree, "writing").isEmpty(), "a second graph was begun");
        scene.check(snapshots(scene, tree, "committed").size() == 1, "there is not one graph of " + tree);
    }

    private static List<String> snapshots(Scene scene, String tree, String state) {
        return scene.oracle()
                .list("select snapshot_id from graph_snapshot where tree_id = '" + tree + "' and state = '" + state
                        + "'");
    }

    private static void away(Scene scene) throws Exception {
        Path folder = scene.site().subject().folder();
        Path hidden = folder.resolveSibling("away");
        scene.site().subject().commit();
        String job = scene.order(1).getFirst();
        scene.orders().mayEnd(job, "failed");
        Files.move(folder, hidden);
        try {
            scene.settle(SETTLED);
            List<String> codes = scene.oracle().list("select error_code from job where status = 'failed'");
            scene.check(TYPED.containsAll(codes), "it failed with " + codes);
            String key = scene.orders().newKey();
            scene.check(!accepted(scene, key), "a repository that is not there was accepted");
        } finally {
            Files.move(hidden, folder);
        }
        scene.order(1);
    }

    /// A path that is not there is refused at the door.
    private static boolean accepted(Scene scene, String key) throws Exception {
        try {
            scene.orders().once(scene.api(), key);
            return true;
        } catch (ApiProblem e) {
            return e.status() != 422 && e.status() != 400;
        }
    }

    private static void frozen(Scene scene) throws Exception {
        scene.site().member(Site.SECOND_ACCELERATOR);
        scene.order(2);
        scene.site().member(Site.ACCELERATOR).freeze();
        scene.order(4);
        scene.settle(SETTLED);
    }

    private static void gone(Scene scene) throws Exception {
        for (Member member : scene.site().members()) {
            if (member.name().startsWith("accelerator")) {
                member.process().kill();
            }
        }
        scene.order(3);
        // Long enough for five attempts, if they counted.
        Waiting.pass(Duration.ofSeconds(15));
        scene.check(!scene.oracle().open().isEmpty(), "jobs ended without an accelerator");
        scene.site().heal();
        scene.settle(SETTLED);
    }
}
