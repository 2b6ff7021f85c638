package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.node.NodeMeters.Loss;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request on its way, from node to node until somebody answers. Thread-safe.
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final RemoteInferenceService service;
    private final InferenceRequest request;
    private final byte[] body;
    private final long startedNanos;
    private final CompletableFuture<InferenceResponse> answer = new CompletableFuture<>();
    /// Nodes that answered that they cannot; asking them again would not help.
    private final Set<URI> unable = new HashSet<>();
    private final Map<URI, Sent> inFlight = new HashMap<>();

    private int sends;
    private boolean hedged;
    private RefactoryException reason = new RefactoryException(
            ErrorCode.ACCELERATOR_UNAVAILABLE,
            "accelerators",
            "No accelerator node is known; start one with the accelerator role, or try again later.");

    private record Sent(CompletableFuture<HttpResponse<byte[]>> response, long sinceNanos) {}

    /// @param body the request, sealed
    Exchange(RemoteInferenceService service, InferenceRequest request, byte[] body) {
        this.service = service;
        this.request = request;
        this.body = body;
        this.startedNanos = service.nanos();
        answer.whenComplete((response, failure) -> giveUp());
    }

    CompletableFuture<InferenceResponse> answer() {
        return answer;
    }

    /// Where it is.
    synchronized Set<URI> nodes() {
        return Set.copyOf(inFlight.keySet());
    }

    void start() {
        tell(send());
    }

    /// Looks after it while it is under way: whether its node is still alive, and whether another one should be asked
    /// as well.
    void check() {
        List.copyOf(nodes()).forEach(this::checkAlive);
        hedge();
    }

    private void checkAlive(URI node) {
        CompletableFuture<?> abandoned;
        RefactoryException end;
        synchronized (this) {
            Sent sent = inFlight.get(node);
            long patience = service.settings().frozenAfter().toNanos();
            if (sent == null
                    || service.nanos()
                                    - Math.max(sent.sinceNanos, service.table().statusNanos(node))
                            <= patience) {
                return;
            }
            abandoned = sent.response;
            inFlight.remove(node);
            service.table().update(node, NodeView::returned);
            end = lost(node, Loss.FROZEN, "no sign of life for " + patience / NANOS_PER_SECOND + " s");
        }
        abandoned.cancel(true);
        tell(end);
    }

    private synchronized void hedge() {
        if (hedged || inFlight.size() != 1 || sends >= service.settings().maxSends()) {
            return;
        }
        long since = inFlight.values().iterator().next().sinceNanos;
        if (service.nanos() - since <= service.hedging().patience()) {
            return;
        }
        List<URI> present = service.present();
        Set<URI> others = new HashSet<>(unable);
        others.addAll(inFlight.keySet());
        others.addAll(service.table().doubtful(service.nanos()));
        if (others.containsAll(present) || !service.hedging().take()) {
            return;
        }
        hedged = true;
        service.table()
                .choose(present, others, request.model(), service.nanos())
                .ifPresent(node -> {
                    service.meters().hedged();
                    sendTo(node);
                });
    }

    /// @return what to answer when there is nobody left to ask
    private synchronized @Nullable RefactoryException send() {
        List<URI> present = service.present();
        Optional<URI> chosen = sends < service.settings().maxSends()
                ? service.table().choose(present, unable, request.model(), service.nanos())
                : Optional.<URI>empty();
        service.refresh(present);
        chosen.ifPresent(this::sendTo);
        return chosen.isEmpty() ? reason : null;
    }

    private void sendTo(URI node) {
        sends++;
        service.hedging().sent();
        Sent sent = new Sent(service.client().infer(node, body), service.nanos());
        inFlight.put(node, sent);
        sent.response.whenCompleteAsync((response, failure) -> returned(node, sent, response, failure));
    }

    private void returned(URI node, Sent sent, @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        Runnable effect;
        synchronized (this) {
            if (!inFlight.remove(node, sent)) {
                return;
            }
            service.table().update(node, NodeView::returned);
            effect = response == null
                    ? told(lost(
                            node,
                            Loss.UNREACHABLE,
                            failure == null ? "" : failure.getClass().getSimpleName()))
                    : received(node, sent, response);
        }
        effect.run();
    }

    private Runnable received(URI node, Sent sent, HttpResponse<byte[]> response) {
        if (response.statusCode() == 200) {
            return opened(node, sent, response.body());
        }
        Optional<RefactoryException> problem = Problem.read(response.body());
        if (problem.isEmpty()) {
            return told(lost(node, Loss.NONSENSE, "status " + response.statusCode()));
        }
        if (problem.get().code() == ErrorCode.ACCELERATOR_UNAVAILABLE
                || problem.get().code() == ErrorCode.NOT_AVAILABLE) {
            unable.add(node);
            reason = problem.get();
            return told(inFlight.isEmpty() ? send() : null);
        }
        return told(problem.get());
    }

    private Runnable opened(URI node, Sent sent, byte[] sealed) {
        Envelope.Opened<ResponseHeader> opened;
        try {
            opened = Envelope.open(sealed, ResponseHeader.class);
        } catch (RefactoryException malformed) {
            return told(lost(node, Loss.NONSENSE, "malformed answer"));
        }
        if (!request.requestId().equals(opened.header().requestId())) {
            return told(lost(node, Loss.NONSENSE, "the answer to another request"));
        }
        long now = service.nanos();
        service.table().update(node, NodeView::answered);
        service.hedging().answered(now - sent.sinceNanos);
        return () -> answer.complete(opened.header().with(opened.content(), now - startedNanos));
    }

    /// @return what to answer when there is nobody left to ask
    private @Nullable RefactoryException lost(URI node, Loss loss, String why) {
        log.warn("accelerator node lost node={} request={} why={}", node, request.requestId(), why);
        service.meters().lost(loss);
        service.table()
                .update(
                        node,
                        view -> view.failed(service.nanos(), service.settings().quarantine()));
        reason = new RefactoryException(
                ErrorCode.ACCELERATOR_UNAVAILABLE,
                node.getAuthority(),
                "The accelerator node " + node.getAuthority() + " did not answer (" + why
                        + "); try again later, or check that it runs.");
        return inFlight.isEmpty() ? send() : null;
    }

    private Runnable told(@Nullable RefactoryException end) {
        return () -> tell(end);
    }

    private void tell(@Nullable RefactoryException end) {
        if (end != null) {
            answer.completeExceptionally(end);
        }
    }

    /// It has an answer, or nobody wants one: whoever is still at it may stop.
    private void giveUp() {
        List<Sent> pending;
        synchronized (this) {
            pending = List.copyOf(inFlight.values());
            inFlight.keySet().forEach(node -> service.table().update(node, NodeView::returned));
            inFlight.clear();
            sends = service.settings().maxSends();
        }
        pending.forEach(sent -> sent.response.cancel(true));
    }
}
