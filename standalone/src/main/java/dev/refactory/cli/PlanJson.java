package dev.refactory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.accelerator.plan.CapacityPlan;
import dev.refactory.accelerator.plan.JobRun;
import dev.refactory.accelerator.plan.LateJob;
import dev.refactory.accelerator.plan.PlanBounds;
import dev.refactory.accelerator.plan.PlanRequest;
import dev.refactory.kit.json.Json;
import java.util.Locale;

/// A plan of wafers for programs: all times in seconds, simulated.
final class PlanJson {
    private static final double SECOND_PICOS = 1e12;

    private PlanJson() {}

    static JsonNode of(CapacityPlan plan) {
        PlanRequest request = plan.request();
        ObjectNode root = Json.object();
        root.put("simulated", true)
                .put("device", plan.device())
                .put("jobs_per_day", request.jobsPerDay())
                .put("slo", request.slo().toString())
                .put("mix", request.mix().name())
                .put("mix_assumed", request.mix().assumed())
                .put("calls_per_job", request.mix().callsPerJob())
                .put("shape", request.shape().name())
                .put("peak_half_hour", plan.peak())
                .put("peak_factor", plan.peakFactor())
                .put("peak_jobs_per_second", plan.jobsPerSecond())
                .put("seeds", request.seeds())
                .put("whole_week", request.wholeWeek());
        root.put("wafers", plan.wafers())
                .put("wafers_per_group", plan.wafersPerGroup())
                .put("groups", plan.chosen().groups())
                .put("least_groups", plan.leastGroups())
                .put("most_groups", plan.mostGroups())
                .put("binding", plan.binding().name().toLowerCase(Locale.ROOT));
        PlanBounds bounds = plan.bounds();
        root.putObject("bounds")
                .put("work_groups", bounds.work())
                .put("memory_groups", bounds.memory())
                .put("io_groups", bounds.link())
                .put("floor_seconds", bounds.floorPicos() / SECOND_PICOS);
        root.put("dollars_per_hour", plan.dollarsPerHour())
                .put("dollars_per_job", plan.dollarsPerJob())
                .put("assumed_dollars_per_wafer_hour", CapacityPlan.DOLLARS_PER_WAFER_HOUR)
                .put("kilowatts", plan.kilowatts());
        point(root.putObject("chosen"), plan.chosen());
        if (plan.fewer() == null) {
            root.putNull("one_group_fewer");
        } else {
            point(root.putObject("one_group_fewer"), plan.fewer());
        }
        root.put("simulated_calls", plan.calls());
        return root;
    }

    private static void point(ObjectNode node, CapacityPlan.Point point) {
        node.put("groups", point.groups()).put("kept", point.kept()).put("seeds_kept", point.seedsKept());
        ArrayNode runs = node.putArray("runs");
        point.runs().forEach(run -> run(runs.addObject(), run));
        ArrayNode samples = node.putArray("samples");
        point.samples().forEach(run -> run(samples.addObject(), run));
    }

    private static void run(ObjectNode node, JobRun run) {
        node.put("seed", run.seed())
                .put("kept", run.kept())
                .put("stopped_early", run.broken())
                .put("calls", run.calls())
                .put("prompt_tokens", run.promptTokens())
                .put("kept_tokens", run.keptTokens());
        ArrayNode halves = node.putArray("half_hours");
        run.halfHours()
                .forEach(half -> halves.addObject()
                        .put("half_hour", half.half())
                        .put("jobs", half.jobs())
                        .put("late", half.late())
                        .put("p50_seconds", half.medianPicos() / SECOND_PICOS)
                        .put("slo_percentile_seconds", half.slowPicos() / SECOND_PICOS)
                        .put("kept", half.kept()));
        ArrayNode late = node.putArray("first_late");
        run.firstLate().forEach(each -> late(late.addObject(), each));
    }

    private static void late(ObjectNode node, LateJob late) {
        node.put("job", late.job())
                .put("submitted_seconds", late.submittedPicos() / SECOND_PICOS)
                .put("late_seconds", late.latePicos() / SECOND_PICOS)
                .put("calls", late.calls())
                .put("answered", late.answered())
                .put("call", late.call())
                .put("call_seconds", late.callPicos() / SECOND_PICOS)
                .put("first_token", late.begun())
                .put("group", late.group())
                .put("waiting_calls", late.waiting())
                .put("running_calls", late.running());
    }
}
