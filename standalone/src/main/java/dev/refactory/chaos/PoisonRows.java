package dev.refactory.chaos;

import dev.refactory.chaos.Scene.Attempt;
import dev.refactory.chaos.Site.Member;
import dev.refactory.queue.job.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows in which a task ends whichever process takes it.
final class PoisonRows {
    private static final Duration TAKEN_AGAIN = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;

    private PoisonRows() {}

    static List<Row> all() {
        return List.of(new Row(
                "C13",
                "worker",
                "every process that takes one task dies of it",
                "given up after 5 attempts; other jobs go on",
                PoisonRows::poison));
    }

    /// The process is killed as soon as it has the task, which waits for accelerators that stand still: whatever
    /// ends a JVM, memory, a stack, `exit`, leaves the same behind.
    private static void poison(Scene scene) throws Exception {
        List<Member> accelerators = scene.site().members().stream()
                .filter(member -> member.name().startsWith("accelerator"))
                .toList();
        for (Member accelerator : accelerators) {
            accelerator.freeze();
        }
        String poison = scene.order(1).getFirst();
        scene.orders().mayEnd(poison, "failed");
        List<String> killed = new ArrayList<>();
        Attempt last = null;
        for (int i = 0; i < ATTEMPTS; i++) {
            last = next(scene, poison, last);
            Member victim = scene.site().of(last.worker());
            victim.process().kill();
            killed.add(victim.name());
            scene.site().restart(victim);
        }
        for (Member accelerator : accelerators) {
            accelerator.thaw();
        }
        String other = scene.order(1).getFirst();
        scene.settle(Duration.ofSeconds(60));
        scene.check(
                scene.oracle()
                        .list("select error_code from job where job_id = '" + poison + "'")
                        .equals(List.of("attempts_exhausted")),
                "the job that killed " + killed + " is "
                        + scene.oracle().statuses().get(poison));
        scene.check(
                "succeeded".equals(scene.oracle().statuses().get(other)), "another job did not get past the poison");
        scene.check(
                scene.oracle()
                        .list("select (count(*) = " + ATTEMPTS + " and bool_and(state = 'expired'))::text from attempt"
                                + " where job_id = '" + poison + "' and stage = " + Stage.TRANSFORM.ordinal())
                        .equals(List.of("true")),
                "not " + ATTEMPTS + " attempts that ran out");
    }

    private static Attempt next(Scene scene, String job, @Nullable Attempt last) throws InterruptedException {
        return Waiting.until(
                "an attempt after " + last,
                TAKEN_AGAIN,
                () -> scene.running(job, Stage.TRANSFORM, last == null ? 0 : last.fence()));
    }
}
