package dev.refactory.accelerator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.accelerator.api.InferenceRequest;
import dev.refactory.accelerator.pool.PoolListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records what jobs asked of a live pool, in the form that [JobMixReader] reads: sizes, tiers, numbers of blocks
/// and what waited for what, and no text. A job is written, as a line, when nothing of it was in flight for a
/// while; the pool does not know when it is over. One that goes on afterwards is another line.
///
/// A call is taken to wait for the one that was answered last before it came, which is also true of a client that
/// has only so many calls in flight. The file and the one before it have at most [#MAX_BYTES] each. A
/// recorder that cannot write says so once and records no more. Thread-safe.
public final class JobRecorder implements PoolListener, AutoCloseable {
    static final long MAX_BYTES = 32L << 20;
    /// Of a line; what a job asks beyond it is another line.
    static final int MAX_CALLS = 4000;
    /// Of a line, about: calls beyond it are recorded as if they shared nothing.
    static final int MAX_BLOCKS = 10_000;
    /// In memory; beyond it the one that was idle longest is written.
    static final int MAX_JOBS = 1000;

    private static final Logger log = LoggerFactory.getLogger(JobRecorder.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path file;
    private final long idleNanos;
    /// The one that was idle longest first.
    private final LinkedHashMap<List<String>, Recorded> jobs = new LinkedHashMap<>(16, 0.75f, true);
    private boolean broken;

    private record Asked(InferenceRequest request, int completionTokens, long arrived, long answered) {}

    private static final class Recorded {
        final List<Asked> calls = new ArrayList<>();
        int inFlight;
        long last;
    }

    /// @param file appended to; its directory is made
    /// @param idle after so long without a call in flight a job is taken to be over
    public JobRecorder(Path file, Duration idle) {
        this.file = file;
        this.idleNanos = idle.toNanos();
    }

    private static List<String> key(InferenceRequest request) {
        return List.of(request.tenant().value(), request.group(), request.tier().name());
    }

    @Override
    public synchronized void asked(InferenceRequest request) {
        jobs.computeIfAbsent(key(request), key -> new Recorded()).inFlight++;
    }

    @Override
    public synchronized void answered(
            InferenceRequest request, int completionTokens, long arrivedNanos, long answeredNanos) {
        Recorded job = ended(request, answeredNanos);
        job.calls.add(new Asked(request, Math.max(1, completionTokens), arrivedNanos, answeredNanos));
        if (job.calls.size() == MAX_CALLS) {
            write(request.group(), job);
            job.calls.clear();
        }
        writeIdle(answeredNanos);
    }

    /// It counts for nothing.
    @Override
    public synchronized void dropped(InferenceRequest request, long nowNanos) {
        ended(request, nowNanos);
    }

    private Recorded ended(InferenceRequest request, long nowNanos) {
        Recorded job = jobs.computeIfAbsent(key(request), key -> new Recorded());
        job.inFlight = Math.max(0, job.inFlight - 1);
        job.last = nowNanos;
        return job;
    }

    private void writeIdle(long nowNanos) {
        List<Map.Entry<List<String>, Recorded>> all = List.copyOf(jobs.entrySet());
        int over = all.size() - MAX_JOBS;
        for (Map.Entry<List<String>, Recorded> each : all) {
            Recorded job = each.getValue();
            if (over <= 0 && job.inFlight > 0) {
                continue;
            }
            if (over <= 0 && nowNanos - job.last < idleNanos) {
                return;
            }
            over--;
            jobs.remove(each.getKey());
            write(each.getKey().get(1), job);
        }
    }

    /// Writes what is left.
    @Override
    public synchronized void close() {
        jobs.forEach((key, job) -> write(key.get(1), job));
        jobs.clear();
    }

    private void write(String name, Recorded job) {
        if (broken || job.calls.isEmpty()) {
            return;
        }
        try {
            String line = line(name, job.calls) + "\n";
            if (Files.exists(file) && Files.size(file) + line.length() > MAX_BYTES) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            broken = true;
            log.warn("jobs are recorded no more file={} failure={}", file, e.toString());
        }
    }

    private static String line(String name, List<Asked> asked) throws JsonProcessingException {
        List<Asked> calls = new ArrayList<>(asked);
        calls.sort(Comparator.comparingLong(Asked::arrived));
        ObjectNode job = JSON.createObjectNode();
        String plain = name.replaceAll("[^\\w.-]", "-");
        job.put("job", plain.substring(0, Math.min(64, plain.length())));
        job.put("tier", calls.getFirst().request.tier().name().toLowerCase(Locale.ROOT));
        ArrayNode list = job.putArray("calls");
        Map<String, Integer> uses = new HashMap<>();
        calls.forEach(call -> call.request.prefixBlocks().forEach(block -> uses.merge(block, 1, Integer::sum)));
        Map<String, Integer> numbers = new HashMap<>();
        int[] byAnswer = IntStream.range(0, calls.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> calls.get(i).answered))
                .mapToInt(i -> i)
                .toArray();
        int answered = 0;
        for (int i = 0; i < calls.size(); i++) {
            Asked call = calls.get(i);
            ObjectNode node = list.addObject();
            while (answered < byAnswer.length && calls.get(byAnswer[answered]).answered <= call.arrived) {
                answered++;
            }
            int before = answered == 0 ? -1 : byAnswer[answered - 1];
            if (before >= 0 && before < i) {
                node.putArray("after").add(before);
                node.put("pause_ms", (call.arrived - calls.get(before).answered) / NANOS_PER_MILLI);
            }
            node.put("prompt_tokens", Math.max(1, call.request.promptTokens()));
            node.put("completion_tokens", call.completionTokens);
            // What no other call of the job begins with says nothing.
            List<String> shared = call.request.prefixBlocks().stream()
                    .takeWhile(block -> uses.getOrDefault(block, 0) > 1)
                    .toList();
            if (!shared.isEmpty() && numbers.size() < MAX_BLOCKS) {
                ArrayNode blocks = node.putArray("prefix_blocks");
                shared.forEach(block -> blocks.add(numbered(numbers, block)));
            }
        }
        return JSON.writeValueAsString(job);
    }

    private static int numbered(Map<String, Integer> blocks, String block) {
        Integer known = blocks.get(block);
        if (known == null) {
            known = blocks.size();
            blocks.put(block, known);
        }
        return known;
    }
}
