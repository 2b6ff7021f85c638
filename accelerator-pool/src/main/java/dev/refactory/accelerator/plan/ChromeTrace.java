package dev.refactory.accelerator.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// The peak half-hour of a plan as trace events, which Perfetto and Chrome's tracing page show: a track for each
/// group with when it had anything to do, and beside it how many calls ran and waited; jobs that were late are
/// marks. Times are microseconds since the half-hour began, simulated. Not thread-safe.
public final class ChromeTrace {
    /// Of each kind, roughly: samples are taken less often when there are more groups.
    public static final int MAX_EVENTS = 100_000;

    public static final int MAX_MARKS = 1_000;

    private static final long SECOND_PICOS = 1_000_000_000_000L;
    private static final long PICOS_PER_MICRO = 1_000_000;
    private static final int PROCESS = 1;
    private static final double PICOS_PER_SECOND = 1e12;

    private final CapacityPlan plan;
    private final RunWatch watch = new Watch();
    private final long begin;
    private final long end;
    private final long interval;
    private final List<Sample> samples = new ArrayList<>();
    private final List<LateJob> marks = new ArrayList<>();
    private int late;

    private record Sample(long picos, int[] waiting, int[] running) {}

    private ChromeTrace(CapacityPlan plan) {
        this.plan = plan;
        this.begin = plan.peak() * Demand.HALF_HOUR_PICOS;
        this.end = begin + Demand.HALF_HOUR_PICOS + plan.request().slo().picos();
        long seconds = Math.ceilDiv(end - begin, SECOND_PICOS);
        long each = Math.ceilDiv(seconds * plan.chosen().groups(), (long) MAX_EVENTS);
        this.interval = Math.max(1, each) * SECOND_PICOS;
    }

    /// Simulates the peak of a plan at its chosen size once more, with the first seed, and writes it.
    ///
    /// @param out is not closed
    /// @return jobs that were late, of which at most [#MAX_MARKS] are marked
    public static int write(CapacityPlanner planner, CapacityPlan plan, OutputStream out) throws IOException {
        ChromeTrace trace = new ChromeTrace(plan);
        JobRun run = planner.watch(plan.request(), plan.chosen().groups(), 1, trace.watch);
        trace.late = run.halfHours().getFirst().late();
        trace.write(out);
        return trace.late;
    }

    private final class Watch implements RunWatch {
        @Override
        public long samplePicos() {
            return interval;
        }

        @Override
        public boolean wantsLate() {
            return marks.size() < MAX_MARKS;
        }

        @Override
        public void late(LateJob job) {
            if (marks.size() < MAX_MARKS) {
                marks.add(job);
            }
        }

        @Override
        public void sampled(long picos, int[] waiting, int[] running) {
            if (picos >= begin && picos < end) {
                samples.add(new Sample(picos, waiting, running));
            }
        }
    }

    private void write(OutputStream out) throws IOException {
        JsonFactory factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("displayTimeUnit", "ms");
            json.writeObjectFieldStart("otherData");
            json.writeStringField("simulated", "nothing of this was measured on a wafer");
            json.writeStringField("half-hour", WeekShape.moment(plan.peak()));
            json.writeNumberField("sample-seconds", interval / SECOND_PICOS);
            json.writeNumberField("late-jobs", late);
            json.writeEndObject();
            json.writeArrayFieldStart("traceEvents");
            int groups = plan.chosen().groups();
            name(json, "process_name", 0, plan.device() + " (simulated), " + groups + " groups");
            for (int group = 0; group < groups; group++) {
                name(json, "thread_name", group + 1, "group " + group);
                spans(json, group);
                for (Sample sample : samples) {
                    counter(json, sample, group);
                }
            }
            for (LateJob mark : marks) {
                mark(json, mark);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.flush();
    }

    private static void event(JsonGenerator json, String phase, String name, int track) throws IOException {
        json.writeStartObject();
        json.writeStringField("ph", phase);
        json.writeStringField("name", name);
        json.writeNumberField("pid", PROCESS);
        json.writeNumberField("tid", track);
    }

    private static void name(JsonGenerator json, String what, int track, String name) throws IOException {
        event(json, "M", what, track);
        json.writeObjectFieldStart("args");
        json.writeStringField("name", name);
        json.writeEndObject();
        json.writeEndObject();
    }

    /// From the first sample with a call to the first without.
    private void spans(JsonGenerator json, int group) throws IOException {
        long since = -1;
        for (Sample sample : samples) {
            boolean busy = sample.running[group] > 0;
            if (busy && since < 0) {
                since = sample.picos;
            } else if (!busy && since >= 0) {
                span(json, group, since, sample.picos);
                since = -1;
            }
        }
        if (since >= 0) {
            span(json, group, since, end);
        }
    }

    private void span(JsonGenerator json, int group, long since, long until) throws IOException {
        event(json, "X", "busy", group + 1);
        json.writeNumberField("ts", (since - begin) / PICOS_PER_MICRO);
        json.writeNumberField("dur", (until - since) / PICOS_PER_MICRO);
        json.writeEndObject();
    }

    private void counter(JsonGenerator json, Sample sample, int group) throws IOException {
        event(json, "C", "calls of group " + group, group + 1);
        json.writeNumberField("ts", (sample.picos - begin) / PICOS_PER_MICRO);
        json.writeObjectFieldStart("args");
        json.writeNumberField("running", sample.running[group]);
        json.writeNumberField("waiting", sample.waiting[group]);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void mark(JsonGenerator json, LateJob late) throws IOException {
        event(json, "i", "late: " + late.job(), late.group() + 1);
        json.writeStringField("s", late.group() < 0 ? "p" : "t");
        json.writeNumberField("ts", (late.latePicos() - begin) / PICOS_PER_MICRO);
        json.writeObjectFieldStart("args");
        json.writeNumberField("answered", late.answered());
        json.writeNumberField("calls", late.calls());
        json.writeNumberField("call", late.call());
        json.writeNumberField("call-seconds", late.callPicos() / PICOS_PER_SECOND);
        json.writeNumberField("waiting", late.waiting());
        json.writeNumberField("running", late.running());
        json.writeEndObject();
        json.writeEndObject();
    }
}
