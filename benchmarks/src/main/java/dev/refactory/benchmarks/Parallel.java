package dev.refactory.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.kit.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// How many small jobs a second a warm server finishes when several clients ask at the same time.
final class Parallel {
    private static final int CLIENTS = 16;
    /// A job runs through so much code that its hot parts are compiled after a thousand of them.
    private static final int WARM_UPS = 1_200;
    private static final int MEASURED = 300;
    /// Of one measurement: a slow machine finishes fewer jobs.
    private static final double LIMIT_SECONDS = 90;

    private final Report report;
    private final Ticker ticker;

    /// How a caller gets from a request to its job's end.
    @FunctionalInterface
    interface Client {
        Server.Finished run(ObjectNode request);
    }

    Parallel(Report report, Ticker ticker) {
        this.report = report;
        this.ticker = ticker;
    }

    /// @param client runs one request to its end
    /// @param requests by number, each different, so that no cache answers
    void measure(String title, Server server, Client client, IntFunction<ObjectNode> requests) throws Exception {
        AtomicInteger next = new AtomicInteger();
        run(client, requests, next, WARM_UPS);
        double cpu = server.tree().cpuSeconds();
        long began = ticker.nanos();
        Sample latencies = run(client, requests, next, WARM_UPS + MEASURED);
        double seconds = (ticker.nanos() - began) / 1e9;
        report.row(
                title + ", " + CLIENTS + " clients: jobs a second",
                Sample.number("%.1f", latencies.size() / seconds) + " (n=" + latencies.size() + ", wall p50 "
                        + Sample.number("%.0f ms", 1000 * latencies.median()) + ", p95 "
                        + Sample.number("%.0f ms", 1000 * latencies.quantile(0.95)) + ")");
        report.row(
                title + ", processor time per job, all processes",
                Sample.number("%.0f ms", 1000 * (server.tree().cpuSeconds() - cpu) / latencies.size()));
    }

    private Sample run(Client client, IntFunction<ObjectNode> requests, AtomicInteger next, int until)
            throws Exception {
        long began = ticker.nanos();
        List<Future<List<Double>>> clients = new ArrayList<>();
        Sample all = new Sample();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> {
                    List<Double> mine = new ArrayList<>();
                    int number = next.getAndIncrement();
                    while (number < until && (ticker.nanos() - began) / 1e9 < LIMIT_SECONDS) {
                        mine.add(client.run(requests.apply(number)).seconds());
                        number = next.getAndIncrement();
                    }
                    return mine;
                }));
            }
            for (Future<List<Double>> times : clients) {
                times.get().forEach(all::add);
            }
        }
        next.set(Math.max(next.get(), until));
        return all;
    }
}
