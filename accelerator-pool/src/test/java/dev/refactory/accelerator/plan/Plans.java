package dev.refactory.accelerator.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Small plans for tests.
final class Plans {
    static final int PEAK = 20;

    /// A job of one long prompt: about one a second fills a group.
    static final String READING = """
            {"job":"read","tier":"bulk","calls":[{"prompt_tokens":120000,"completion_tokens":50}]}
            """;

    /// A job whose second and third call wait for the first, and the last for both.
    static final String DIAMOND = """
            {"job":"diamond","repositories":3,"repository_tokens":1000,"calls":[
            {"prompt_tokens":3000,"completion_tokens":20,"shared_tokens":1900},
            {"after":[0],"prompt_tokens":4000,"completion_tokens":200,"shared_tokens":1900},
            {"after":[0],"count":2,"pause_ms":40,"prompt_tokens":3500,"completion_tokens":100,"shared_tokens":1900},
            {"after":[1,2],"prompt_tokens":5000,"completion_tokens":1,"shared_tokens":1900}]}
            """.replace("\n{\"p", "{\"p").replace("\n{\"after", "{\"after");

    private Plans() {}

    static JobMix mix(String lines) {
        try {
            return JobMixReader.read("test", new BufferedReader(new StringReader(lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Even, but for one half-hour of twice the load.
    static WeekShape shape() {
        List<Double> loads = new ArrayList<>(Collections.nCopies(WeekShape.HALF_HOURS, 1.0));
        loads.set(PEAK, 2.0);
        return new WeekShape("even", loads);
    }

    static PlanRequest request(String mix, long jobsPerDay, String slo, int seeds) {
        return new PlanRequest(jobsPerDay, JobSlo.parse(slo), mix(mix), shape(), seeds, false);
    }
}
