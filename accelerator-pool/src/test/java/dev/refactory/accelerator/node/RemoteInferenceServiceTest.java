package dev.refactory.accelerator.node;

import static dev.refactory.accelerator.pool.Requests.member;
import static dev.refactory.accelerator.pool.Requests.request;
import static dev.refactory.accelerator.pool.Requests.upper;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.InferenceServiceContract.Gate;
import dev.refactory.accelerator.api.ServiceTier;
import dev.refactory.accelerator.schedule.Hedging;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.testkit.Await;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteInferenceServiceTest {
    /// Nodes are looked after often; the times are those of [Nodes#pass].
    private static final RemoteSettings QUICK = new RemoteSettings(
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(5),
            Duration.ofSeconds(7),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            3,
            64 << 20);

    private final Nodes nodes = new Nodes();

    @AfterEach
    void close() throws Exception {
        nodes.close();
    }

    @Test
    void aNodeThatDiesUnderARequestIsReplacedByAnother() throws Exception {
        Gate stuck = new Gate();
        AcceleratorNode dying = nodes.start(List.of(member("dying", stuck)));
        List<URI> known = new CopyOnWriteArrayList<>(List.of(dying.uri()));
        RemoteInferenceService client = nodes.client(() -> known);
        CompletableFuture<InferenceResponse> answer = client.infer(held());
        stuck.awaitEntered();
        Gate open = new Gate();
        open.opened.countDown();
        known.add(nodes.start(List.of(member("survivor", open))).uri());

        dying.close();

        assertThat(answer.get(20, TimeUnit.SECONDS).accelerator()).isEqualTo("survivor");
        assertThat(new String(answer.join().output(), StandardCharsets.UTF_8)).isEqualTo("dloh");
        assertThat(client.accelerators()).extracting(AcceleratorStatus::state).containsExactly("unreachable", "active");
        stuck.opened.countDown();
    }

    /// As a process does that stood still for so long that the others went on without it.
    @Test
    void whoLosesSightOfAllNodesAsksThoseItSawLast() throws Exception {
        AcceleratorNode node = nodes.start(List.of(member("a", upper())));
        List<URI> known = new CopyOnWriteArrayList<>(List.of(node.uri()));
        RemoteInferenceService client = nodes.client(() -> known);
        assertThat(client.infer(request("r1")).get(20, TimeUnit.SECONDS).accelerator())
                .isEqualTo("a");

        known.clear();

        assertThat(client.infer(request("r2")).get(20, TimeUnit.SECONDS).accelerator())
                .isEqualTo("a");
        assertThat(client.accelerators()).extracting(AcceleratorStatus::state).containsExactly("active");
    }

    @Test
    void aNodeThatFreezesUnderARequestIsReplacedByAnother() throws Exception {
        List<URI> known = new CopyOnWriteArrayList<>(List.of(nodes.frozen()));
        RemoteInferenceService client = nodes.client(() -> known, QUICK);
        CompletableFuture<InferenceResponse> answer = client.infer(request("r1"));
        known.add(nodes.start(List.of(member("survivor", upper()))).uri());

        nodes.pass(QUICK.frozenAfter().plusNanos(1));

        assertThat(answer.get(20, TimeUnit.SECONDS).accelerator()).isEqualTo("survivor");
        assertThat(nodes.counted(NodeMeters.LOST)).isEqualTo(1);
    }

    /// It tells its status for longer than a frozen one is waited for.
    @Test
    void aNodeThatComputesForLongIsNotFrozen() throws Exception {
        Gate slow = new Gate();
        URI node = nodes.start(List.of(member("slow", slow))).uri();
        RemoteInferenceService client = nodes.client(() -> List.of(node), QUICK);
        CompletableFuture<InferenceResponse> answer = client.infer(held());
        slow.awaitEntered();
        for (int i = 0; i < 10; i++) {
            long now = nodes.pass(QUICK.frozenAfter().dividedBy(2));
            Await.until("its status is told", () -> client.table().statusNanos(node) == now);
        }
        slow.opened.countDown();
        assertThat(answer.get(20, TimeUnit.SECONDS).accelerator()).isEqualTo("slow");
        assertThat(nodes.counted(NodeMeters.LOST)).isZero();
    }

    @Test
    void ofARequestThatTakesLongerThanNearlyAllAnotherNodeIsAskedAsWell() throws Exception {
        Gate stuck = new Gate();
        URI slow = nodes.start(List.of(member("slow", upper(), stuck))).uri();
        List<URI> known = new CopyOnWriteArrayList<>(List.of(slow));
        RemoteInferenceService client = nodes.client(() -> known, QUICK);
        for (int i = 0; i < Hedging.LEAST_KNOWN; i++) {
            client.infer(request("r" + i)).get(20, TimeUnit.SECONDS);
        }
        CompletableFuture<InferenceResponse> answer = client.infer(held());
        stuck.awaitEntered();
        Gate open = new Gate();
        open.opened.countDown();
        known.add(nodes.start(List.of(member("quick", open))).uri());

        nodes.pass(QUICK.hedgeAfter().plusNanos(1));

        assertThat(answer.get(20, TimeUnit.SECONDS).accelerator()).isEqualTo("quick");
        assertThat(nodes.counted(NodeMeters.HEDGED)).isEqualTo(1);
        assertThat(nodes.counted(NodeMeters.LOST)).isZero();
        stuck.opened.countDown();
    }

    /// What answers nonsense although it tells a status.
    @Test
    void aNodeThatFailsSeveralTimesInARowIsListedAsQuarantined() throws Exception {
        byte[] status = """
                {"accelerators":[{"name":"odd","profile":"p","simulated":true,"state":"active","models":["upper"],
                 "running":0,"waiting":0,"requests":0,"batches":0,"meanBatchSize":0,"maxBatchSize":0,
                 "batchesByDistinctGroups":[],"simulatedDeviceMs":0,
                 "load":{"contextTokens":0,"heldTokens":0,"askedTokens":0,"pendingTokens":0,"waitsFor":null}}]}""".getBytes(StandardCharsets.UTF_8);
        URI odd = nodes.impostor("application/json", status);
        RemoteInferenceService client = nodes.client(() -> List.of(odd));
        assertThat(client.accelerators()).extracting(AcceleratorStatus::state).containsExactly("active");

        problem(client.infer(request("r1")));

        assertThat(client.accelerators()).extracting(AcceleratorStatus::state).containsExactly("quarantined");
    }

    @Test
    void whenNobodyIsLeftItSaysWhichNodeAndToTryLater() throws Exception {
        AcceleratorNode gone = nodes.start(List.of(member("a", upper())));
        URI uri = gone.uri();
        gone.close();

        RefactoryException problem = problem(nodes.client(() -> List.of(uri)).infer(request("r1")));

        assertThat(problem.code()).isEqualTo(ErrorCode.ACCELERATOR_UNAVAILABLE);
        assertThat(problem.code().retryable()).isTrue();
        assertThat(problem.subject()).isEqualTo(uri.getAuthority());
    }

    @Test
    void withoutAnyNodeTryLater() throws Exception {
        RefactoryException problem = problem(nodes.client(List::of).infer(request("r1")));

        assertThat(problem.code()).isEqualTo(ErrorCode.ACCELERATOR_UNAVAILABLE);
    }

    @Test
    void aModelOneNodeLacksIsFoundAtAnother() throws Exception {
        URI other = nodes.start(List.of(member("a", new Gate()))).uri();
        URI right = nodes.start(List.of(member("b", upper()))).uri();
        RemoteInferenceService client = nodes.client(() -> List.of(other, right));

        assertThat(client.infer(request("r1")).get(20, TimeUnit.SECONDS).accelerator())
                .isEqualTo("b");
    }

    @Test
    void anAnswerToAnotherRequestIsNotTaken() throws Exception {
        byte[] mixedUp =
                Envelope.seal(new ResponseHeader("r2", 1, "impostor", 1, 1), "wrong".getBytes(StandardCharsets.UTF_8));
        assertImpostorIsPassedOver(Envelope.MEDIA_TYPE, mixedUp);
    }

    @Test
    void anAnswerThatIsNoEnvelopeIsNotTaken() throws Exception {
        assertImpostorIsPassedOver("text/html", "<html>hello</html>".getBytes(StandardCharsets.UTF_8));
    }

    private void assertImpostorIsPassedOver(String contentType, byte[] body) throws Exception {
        URI impostor = nodes.impostor(contentType, body);
        List<URI> known = new CopyOnWriteArrayList<>(List.of(impostor));
        RemoteInferenceService alone = nodes.client(() -> known);
        assertThat(problem(alone.infer(request("r1"))).code()).isEqualTo(ErrorCode.ACCELERATOR_UNAVAILABLE);

        known.add(nodes.start(List.of(member("honest", upper()))).uri());

        assertThat(alone.infer(request("r1")).get(20, TimeUnit.SECONDS).accelerator())
                .isEqualTo("honest");
    }

    private static InferenceRequest held() {
        byte[] input = "hold".getBytes(StandardCharsets.UTF_8);
        return new InferenceRequest("held", TenantId.DEFAULT, "job", "gate", ServiceTier.STANDARD, input, 1, List.of());
    }

    private static RefactoryException problem(CompletableFuture<InferenceResponse> answer) {
        assertThat(answer).failsWithin(Duration.ofSeconds(20));
        return (RefactoryException) answer.exceptionNow();
    }
}
