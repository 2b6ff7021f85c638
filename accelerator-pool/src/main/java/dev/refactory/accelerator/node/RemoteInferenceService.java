package dev.refactory.accelerator.node;

import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.api.InferenceResponse;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.Load;
import dev.refactory.accelerator.schedule.Hedging;
import dev.refactory.kit.lifecycle.Pace;
import dev.refactory.kit.lifecycle.Service;
import dev.refactory.kit.lifecycle.ServiceRunner;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.time.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The pools behind other processes' doors, as one. Thread-safe.
///
/// A request goes to the node that is believed to be least loaded. A node that cannot be reached, dies or freezes
/// under the request, or answers nonsense is used last until it tells its status again, after several failures in a
/// row for a time that doubles, and the request goes to another; repeating is harmless, for equal input gives equal
/// output. Of few requests that take longer than nearly all, a second node is asked as well, and the first answer
/// counts. When nobody answers, the error is `accelerator_unavailable`: try later.
public final class RemoteInferenceService implements InferenceService, AutoCloseable {
    private final Supplier<List<URI>> nodes;
    private final RemoteSettings settings;
    private final Ticker ticker;
    private final NodeTable table = new NodeTable();
    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final NodeClient client;
    private final Hedging hedging;
    private final NodeMeters meters;
    private final ServiceRunner services;
    private volatile List<URI> seenLast = List.of();

    /// @param nodes where nodes are now, for example `http://10.0.0.7:8090`; asked anew for each send, so it
    ///     must be quick and may change its mind
    public RemoteInferenceService(
            Supplier<List<URI>> nodes, RemoteSettings settings, Ticker ticker, MeterRegistry registry) {
        this.nodes = nodes;
        this.settings = settings;
        this.ticker = ticker;
        this.client = new NodeClient(settings);
        this.hedging = new Hedging(settings.hedgeAfter().toNanos());
        this.meters = new NodeMeters(registry);
        this.services = new ServiceRunner(ticker);
        services.start(new Watch(), Pace.every(settings.statusAge()));
    }

    @Override
    public CompletableFuture<InferenceResponse> infer(InferenceRequest request) {
        Exchange exchange;
        try {
            exchange = new Exchange(this, request, Envelope.seal(RequestHeader.of(request), request.input()));
        } catch (RefactoryException e) {
            return CompletableFuture.failedFuture(e);
        }
        open.add(exchange);
        exchange.answer().whenComplete((response, failure) -> open.remove(exchange));
        exchange.start();
        return exchange.answer();
    }

    /// Asks every node now; one that does not answer is listed by its address with the state `unreachable`, and those
    /// of one that is used last because it failed several times are `quarantined`.
    @Override
    public List<AcceleratorStatus> accelerators() {
        List<CompletableFuture<List<AcceleratorStatus>>> answers =
                present().stream().distinct().map(this::status).toList();
        List<AcceleratorStatus> all = new ArrayList<>();
        answers.forEach(answer -> all.addAll(answer.join()));
        return List.copyOf(all);
    }

    @Override
    public void close() {
        services.close();
        client.close();
    }

    private CompletableFuture<List<AcceleratorStatus>> status(URI node) {
        return client.status(node)
                .thenApply(members -> {
                    table.update(node, view -> view.told(members, ticker.nanos()));
                    return table.isQuarantined(node, ticker.nanos())
                            ? members.stream()
                                    .map(each -> each.in("quarantined"))
                                    .toList()
                            : members;
                })
                .exceptionally(failure -> {
                    table.update(node, NodeView::unreachable);
                    return List.of(unreachable(node));
                });
    }

    private static AcceleratorStatus unreachable(URI node) {
        return new AcceleratorStatus(
                node.getAuthority(), "", true, "unreachable", List.of(), 0, 0, 0, 0, 0, 0, List.of(), 0, Load.NONE);
    }

    /// Asks those anew whose status is old, without waiting.
    void refresh(List<URI> asked) {
        for (URI node : table.startAsking(asked, settings.statusAge().toNanos(), ticker.nanos())) {
            status(node).whenComplete((members, failure) -> table.stopAsking(node));
        }
    }

    /// Where nodes are, as far as is known: whoever lost sight of all of them asks those it saw last.
    List<URI> present() {
        List<URI> seen = List.copyOf(nodes.get());
        if (!seen.isEmpty()) {
            seenLast = seen;
        }
        return seenLast;
    }

    RemoteSettings settings() {
        return settings;
    }

    long nanos() {
        return ticker.nanos();
    }

    NodeTable table() {
        return table;
    }

    NodeClient client() {
        return client;
    }

    Hedging hedging() {
        return hedging;
    }

    NodeMeters meters() {
        return meters;
    }

    /// Looks after the requests that are under way.
    private final class Watch implements Service {
        @Override
        public String title() {
            return "NodeWatch";
        }

        @Override
        public boolean runOnce() {
            refresh(open.stream()
                    .flatMap(exchange -> exchange.nodes().stream())
                    .distinct()
                    .sorted()
                    .toList());
            open.forEach(Exchange::check);
            return false;
        }
    }
}
