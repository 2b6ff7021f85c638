package dev.refactory.api.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.submit.Query;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.http.UrlRedaction;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.queue.store.JobQueries;
import dev.refactory.queue.store.JobQueries.LedgerLine;
import dev.refactory.queue.store.JobQueries.UsageDay;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What was used and what was charged.
public final class AccountEndpoints {
    private static final int DEFAULT_DAYS = 30;
    private static final String DAY_FORM = "a day such as 2026-11-21";

    private final JobQueries queries;
    private final InstantSource clock;

    public AccountEndpoints(JobQueries queries, InstantSource clock) {
        this.queries = queries;
        this.clock = clock;
    }

    /// `GET /v2/usage`: by day (UTC), repository and recipe, newest first; the last 30 days unless asked
    /// otherwise.
    public Reply usage(RoutingContext context) {
        Query query = new Query(context, Set.of("from", "to"));
        LocalDate toGiven = query.value("to", AccountEndpoints::day, DAY_FORM);
        LocalDate fromGiven = query.value("from", AccountEndpoints::day, DAY_FORM);
        query.done();
        LocalDate to = toGiven == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : toGiven;
        LocalDate from = fromGiven == null ? to.minusDays(DEFAULT_DAYS - 1) : fromGiven;
        if (from.isAfter(to) || from.plusDays(Limits.USAGE_DAYS).isBefore(to)) {
            throw new RefactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "from",
                    "from must not be after to, and at most " + Limits.USAGE_DAYS + " days before it.");
        }
        ObjectNode json = Json.object().put("object", "list");
        json.put("from", from.toString()).put("to", to.toString());
        ArrayNode data = json.putArray("data");
        List<UsageDay> days = queries.usage(TenantId.DEFAULT, from, to);
        days.forEach(day -> data.add(json(day)));
        ObjectNode total = json.putObject("total");
        total.put("jobs", days.stream().mapToLong(UsageDay::jobs).sum());
        total.set("sau", sau(days.stream().mapToLong(UsageDay::milliSau).sum()));
        return Reply.json(200, json).with("Cache-Control", "no-store");
    }

    private static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 2000 || day.getYear() > 9998 ? Optional.empty() : Optional.of(day);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(UsageDay day) {
        ObjectNode json = Json.object().put("day", day.day().toString());
        json.put("repository", UrlRedaction.redact(day.repository())).put("recipe", day.recipe());
        json.put("jobs", day.jobs()).set("sau", sau(day.milliSau()));
        json.put("prompt_tokens", day.promptTokens()).put("completion_tokens", day.completionTokens());
        json.put("total_tokens", day.promptTokens() + day.completionTokens());
        return json.put("simulated_device_ms", day.simulatedDeviceMs());
    }

    /// `GET /v2/ledger`: entries with the inputs of their formula, newest first.
    public Reply ledger(RoutingContext context) {
        Query query = new Query(context, Set.of("job_id", "limit"));
        String jobId = query.text("job_id");
        int limit = query.number("limit", Limits.PAGE_DEFAULT, 1, Limits.PAGE_MAX);
        query.done();
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        for (LedgerLine line : queries.ledger(TenantId.DEFAULT, jobId, limit)) {
            ObjectNode entry = data.addObject().put("job_id", line.jobId()).put("kind", line.kind());
            entry.set("sau", sau(line.milliSau()));
            entry.put("rate_card", line.rateCard()).put("indexed_lines", line.indexedLines());
            entry.put("complexity", line.complexity()).put("at", line.at().toString());
        }
        ArrayNode cards = json.putArray("rate_cards");
        cards.add(card(RateCard.CARD_1));
        return Reply.json(200, json).with("Cache-Control", "no-store");
    }

    private static ObjectNode card(RateCard card) {
        ObjectNode json = Json.object().put("version", card.version());
        json.put("formula", "sau = max(base, round_half_up(base * complexity * max(1, kloc / divisor) ^ exponent))");
        json.put("base", card.baseSau()).put("divisor", card.klocDivisor());
        return json.put("exponent", card.exponent());
    }

    private static JsonNode sau(long milliSau) {
        BigDecimal sau = BigDecimal.valueOf(milliSau, 3).stripTrailingZeros();
        return Json.toTree(sau.scale() <= 0 ? (Object) sau.longValueExact() : sau);
    }
}
