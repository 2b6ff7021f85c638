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
import dev.refactory.queue.job.Usage;
import dev.refactory.queue.ledger.RateCard;
import dev.refactory.queue.store.JobQueries;
import dev.refactory.queue.store.JobQueries.LedgerLine;
import dev.refactory.queue.store.JobQueries.Outcomes;
import dev.refactory.queue.store.JobQueries.UsageBy;
import dev.refactory.queue.store.JobQueries.UsageLine;
import io.vertx.ext.web.RoutingContext;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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

    /// `GET /v2/usage`: by day (UTC), repository and recipe or some of them, newest first; the last 30 days unless
    /// asked otherwise.
    public Reply usage(RoutingContext context) {
        Query query = new Query(context, Set.of("from", "to", "by"));
        LocalDate toGiven = query.value("to", AccountEndpoints::day, DAY_FORM);
        LocalDate fromGiven = query.value("from", AccountEndpoints::day, DAY_FORM);
        Set<UsageBy> byGiven = query.value("by", AccountEndpoints::by, "some of day, repository, recipe with commas");
        query.done();
        Set<UsageBy> by = byGiven == null ? EnumSet.allOf(UsageBy.class) : byGiven;
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
        ArrayNode names = json.putArray("by");
        by.forEach(each -> names.add(each.name().toLowerCase(Locale.ROOT)));
        ArrayNode data = json.putArray("data");
        List<UsageLine> lines = queries.usage(TenantId.DEFAULT, from, to, by);
        lines.forEach(line -> data.add(json(line)));
        json.put("truncated", lines.size() >= JobQueries.MOST_USAGE_LINES);
        ObjectNode total = json.putObject("total");
        List<UsageLine> all = queries.usage(TenantId.DEFAULT, from, to, Set.of());
        total.put("jobs", all.stream().mapToLong(line -> line.outcomes().jobs()).sum());
        total.set("sau", sau(all.stream().mapToLong(UsageLine::milliSau).sum()));
        return Reply.json(200, json).with("Cache-Control", "no-store");
    }

    private static Optional<Set<UsageBy>> by(String text) {
        Set<UsageBy> by = EnumSet.noneOf(UsageBy.class);
        for (String name : text.split(",", -1)) {
            Optional<UsageBy> known = Arrays.stream(UsageBy.values())
                    .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name.strip()))
                    .findFirst();
            if (known.isEmpty() || !by.add(known.get())) {
                return Optional.empty();
            }
        }
        return Optional.of(by);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 2000 || day.getYear() > 9998 ? Optional.empty() : Optional.of(day);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(UsageLine line) {
        ObjectNode json = Json.object();
        json.put("day", line.day() == null ? null : line.day().toString());
        json.put("repository", line.repository() == null ? null : UrlRedaction.redact(line.repository()));
        json.put("recipe", line.recipe());
        Outcomes outcomes = line.outcomes();
        json.put("jobs", outcomes.jobs());
        ObjectNode ended = json.putObject("outcomes");
        ended.put("succeeded", outcomes.succeeded()).put("cached", outcomes.cached());
        ended.put("quotes", outcomes.quotes()).put("refused", outcomes.refused());
        ended.put("failed", outcomes.failed()).put("cancelled", outcomes.cancelled());
        ended.put("open", outcomes.open());
        Usage usage = line.usage();
        json.set("sau", sau(line.milliSau()));
        json.put("prompt_tokens", usage.promptTokens()).put("completion_tokens", usage.completionTokens());
        json.put("total_tokens", usage.promptTokens() + usage.completionTokens());
        return json.put("simulated_device_ms", usage.simulatedDeviceMicros() / 1000);
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
        queries.rateCards(TenantId.DEFAULT).forEach(card -> cards.add(card(card)));
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
