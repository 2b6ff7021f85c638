package dev.refactory.chaos;

import dev.refactory.chaos.Scene.Attempt;
import dev.refactory.chaos.Site.Member;
import dev.refactory.queue.job.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/// Rows in which processes of ours die, stand still or are told to end.
final class ProcessRows {
    private static final Duration SLOW = Duration.ofMillis(15);
    private static final Duration ON_ITS_WAY = Duration.ofMillis(200);
    private static final Duration SEEN = Duration.ofSeconds(20);
    private static final Duration DRAINED = Duration.ofSeconds(10);
    private static final Duration BEYOND_LEASE = Duration.ofSeconds(2);
    private static final int TRIES = 20;

    private ProcessRows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "C1",
                "API",
                "kill -9 after commit, before the answer",
                "its key is answered with the same job",
                ProcessRows::answerLost));
        rows.add(new Row(
                "C2",
                "API",
                "kill -9 before commit",
                "no trace; its key makes one job",
                ProcessRows::killedBeforeCommit));
        rows.add(new Row(
                "C3", "API", "stands still for 3 leases", "another serves; no second job", ProcessRows::apiFrozen));
        rows.add(new Row(
                "C6",
                "relay",
                "kill -9 while it announces",
                "nothing waits for an announcement",
                ProcessRows::relayKilled));
        for (Stage stage : Stage.values()) {
            rows.add(new Row(
                    "C9-" + stage.name().toLowerCase(java.util.Locale.ROOT),
                    "worker",
                    "kill -9 in the middle of " + stage,
                    "another has the task within the lease and 2 s",
                    scene -> killed(scene, stage)));
        }
        rows.add(new Row(
                "C10",
                "worker",
                "stands still for 3 leases, then goes on",
                "what it says is rejected",
                ProcessRows::workerFrozen));
        rows.add(new Row(
                "C11", "worker", "Postgres silent for 3 leases", "another has its tasks", ProcessRows::workerCutOff));
        rows.add(new Row(
                "C16",
                "worker",
                "SIGTERM in the middle of tasks",
                "ends within 10 s; no lease runs out",
                ProcessRows::workerTold));
        return rows;
    }

    private static void answerLost(Scene scene) throws Exception {
        Member api = scene.site().member(Site.API);
        String key = scene.orders().newKey();
        try (TcpProxy between = TcpProxy.to(api.process().port())) {
            between.holdAnswers();
            Future<String> lost =
                    scene.meanwhile(() -> scene.orders().once(URI.create("http://127.0.0.1:" + between.port()), key));
            String job = Waiting.until(
                    "the commit of " + key,
                    SEEN,
                    () -> byKey(scene, key).stream().findFirst().orElse(null));
            api.process().kill();
            scene.check(lost.state() != Future.State.SUCCESS, "the answer was not lost");
            scene.site().restart(api);
            scene.check(scene.orders().place(api.url(), key).equals(job), key + " is another job after the crash");
        }
    }

    private static void killedBeforeCommit(Scene scene) throws Exception {
        Member api = scene.site().member(Site.API);
        String key = scene.orders().newKey();
        api.postgres().hold();
        scene.meanwhile(() -> scene.orders().once(api.url(), key));
        Waiting.until(
                "bytes on their way to Postgres", SEEN, () -> api.postgres().heldBytes() > 0 ? true : null);
        api.process().kill();
        // What a dead client had sent does not arrive later.
        api.postgres().reset();
        api.postgres().heal();
        scene.check(byKey(scene, key).isEmpty(), "a trace of " + key);
        scene.site().restart(api);
        scene.orders().place(api.url(), key);
        scene.check(byKey(scene, key).size() == 1, "not one job of " + key);
    }

    private static List<String> byKey(Scene scene, String key) {
        return scene.oracle().list("select job_id from idempotency where idempotency_key = '" + key + "'");
    }

    private static void apiFrozen(Scene scene) throws Exception {
        Member api = scene.site().member(Site.API);
        Member other = scene.site().member(Site.SECOND_API);
        String key = scene.orders().newKey();
        Future<String> slow;
        api.freeze();
        try {
            slow = scene.meanwhile(() -> scene.orders().place(api.url(), key));
            scene.orders().place(other.url(), key);
            for (int i = 0; i < 3; i++) {
                scene.orders().place(other.url());
            }
            Waiting.pass(scene.site().lease().multipliedBy(3));
        } finally {
            api.thaw();
        }
        // Orders see to it that both were told of the same job.
        slow.get();
    }

    private static void relayKilled(Scene scene) throws Exception {
        List<Member> members = scene.site().members().stream()
                .filter(member -> !member.name().equals(Site.ACCELERATOR))
                .toList();
        members.forEach(member -> member.postgres().delay(SLOW));
        Member victim = members.get(scene.random().nextInt(members.size()));
        List<Future<String>> orders = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            orders.add(scene.meanwhile(
                    () -> scene.orders().place(scene.site().member(Site.API).url())));
        }
        Waiting.pass(scene.upTo(Duration.ofMillis(600)));
        victim.process().kill();
        scene.site().restart(victim);
        for (Future<String> order : orders) {
            order.get();
        }
    }

    private static void killed(Scene scene, Stage stage) throws Exception {
        scene.site().member(Site.SECOND_INDEXER);
        if (stage == Stage.INDEX) {
            scene.site().subject().commit();
        }
        scene.site().members().forEach(member -> member.postgres().delay(SLOW));
        scene.order(2);
        Attempt attempt = disturbed(scene, stage, member -> member.process().kill());
        String crash = scene.now();
        Duration limit = scene.site().lease().plus(BEYOND_LEASE);
        Attempt next = Waiting.until(
                "another attempt of task " + attempt.task(), limit.plusSeconds(20), () -> scene.next(attempt));
        double seconds = scene.secondsUntil(next, crash);
        scene.measured("recovery s", seconds);
        scene.check(
                seconds <= limit.toMillis() / 1000.0, "%.1f s until another attempt of %s".formatted(seconds, stage));
        scene.check(scene.stateOf(attempt).equals("expired"), "the killed attempt is " + scene.stateOf(attempt));
    }

    private interface Blow {
        void strike(Member member) throws Exception;
    }

    /// Strikes whoever runs an attempt of the stage, until one was struck before it was done.
    private static Attempt disturbed(Scene scene, Stage stage, Blow blow) throws Exception {
        for (int i = 0; i < TRIES; i++) {
            Attempt attempt = scene.catchRunning(stage);
            Member member = scene.site().of(attempt.worker());
            blow.strike(member);
            if (scene.stateOf(attempt).equals("running") && !scene.isLocked(attempt)) {
                return attempt;
            }
            scene.site().heal();
            scene.site().members().forEach(each -> each.postgres().delay(SLOW));
        }
        throw new Disturbed("No attempt of " + stage + " was caught in " + TRIES + " tries", null);
    }

    private static void workerFrozen(Scene scene) throws Exception {
        scene.site().members().forEach(member -> member.postgres().delay(SLOW));
        scene.order(3);
        Attempt attempt = disturbed(scene, Stage.TRANSFORM, member -> {
            member.freeze();
            Waiting.pass(ON_ITS_WAY);
        });
        Waiting.pass(scene.site().lease().multipliedBy(3));
        scene.site().of(attempt.worker()).thaw();
        scene.settle(Duration.ofSeconds(60));
        scene.check(scene.stateOf(attempt).equals("expired"), "the frozen attempt is " + scene.stateOf(attempt));
    }

    private static void workerCutOff(Scene scene) throws Exception {
        scene.site().members().forEach(member -> member.postgres().delay(SLOW));
        scene.order(3);
        Attempt attempt = disturbed(scene, Stage.TRANSFORM, member -> {
            member.postgres().hold();
            // What Postgres had got before is still worked on.
            Waiting.pass(ON_ITS_WAY);
        });
        Waiting.pass(scene.site().lease().multipliedBy(3));
        scene.site().heal();
        scene.settle(Duration.ofSeconds(60));
        scene.check(scene.stateOf(attempt).equals("expired"), "the attempt cut off is " + scene.stateOf(attempt));
    }

    private static void workerTold(Scene scene) throws Exception {
        scene.site().members().forEach(member -> member.postgres().delay(SLOW));
        scene.order(4);
        Attempt attempt = scene.catchRunning(Stage.TRANSFORM);
        Member member = scene.site().of(attempt.worker());
        String told = scene.now();
        member.process().terminate();
        int code = member.process().exitCode(DRAINED);
        scene.check(code == 0 || code == 128 + 15, "it ended with " + code);
        scene.site().heal();
        scene.settle(Duration.ofSeconds(60));
        List<String> states = scene.oracle()
                .list("select distinct state from attempt where worker = '" + attempt.worker() + "' and finished_at > '"
                        + told + "'");
        scene.check(!states.contains("expired") && !states.contains("failed"), "its attempts are " + states);
    }
}
