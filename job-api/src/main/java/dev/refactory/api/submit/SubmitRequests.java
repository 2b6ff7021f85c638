package dev.refactory.api.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.api.catalogue.Limits;
import dev.refactory.api.catalogue.ModelCatalogue;
import dev.refactory.api.catalogue.RecipeCatalogue;
import dev.refactory.api.repository.RepositoryService;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.tenant.TenantId;
import dev.refactory.queue.job.SubmitJob;
import dev.refactory.queue.job.Tier;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns the body of a submit into the queue's command, or into one error that names every fault.
public final class SubmitRequests {
    private static final Set<String> MEMBERS = Set.of(
            "model",
            "messages",
            "recipe",
            "repository_context",
            "options",
            "deadline",
            "callback_url",
            "metadata",
            "stream");
    /// What clients of OpenAI's API send along; without meaning for a recipe, so neither read nor refused.
    private static final Set<String> NOT_READ =
            Set.of("temperature", "top_p", "n", "seed", "stop", "user", "store", "max_tokens", "max_completion_tokens");

    private static final Set<String> OPTIONS =
            Set.of("strict_ast_mode", "verify", "allow_unresolved", "tier", "max_sau", "dry_run", "cache", "deadline");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1," + Limits.IDEMPOTENCY_KEY_CHARACTERS + "}");
    private static final String DEADLINE_FORM = "Must be a duration from 1s to 24h, for example \"30m\".";

    private final RecipeCatalogue recipes;
    private final ModelCatalogue models;
    private final @Nullable InstructionReader instructions;
    private final @Nullable RepositoryService repositories;

    /// @param instructions null when plain words are not understood here
    /// @param repositories null when none are kept here
    public SubmitRequests(
            RecipeCatalogue recipes,
            ModelCatalogue models,
            @Nullable InstructionReader instructions,
            @Nullable RepositoryService repositories) {
        this.recipes = recipes;
        this.models = models;
        this.instructions = instructions;
        this.repositories = repositories;
    }

    /// @param idempotencyKeys the values of the header `Idempotency-Key`, none or one
    /// @throws RefactoryException naming every fault
    public SubmitJob parse(byte[] body, List<String> idempotencyKeys, TenantId tenant, String submittedBy) {
        return parse(body, idempotencyKeys, tenant, submittedBy, false);
    }

    /// The same as a request for a quote: always a dry run, and another request than a submit under one key.
    public SubmitJob parseQuote(byte[] body, List<String> idempotencyKeys, TenantId tenant, String submittedBy) {
        return parse(body, idempotencyKeys, tenant, submittedBy, true);
    }

    private SubmitJob parse(
            byte[] body, List<String> idempotencyKeys, TenantId tenant, String submittedBy, boolean quote) {
        ObjectNode object = RequestJson.parse(body);
        Faults faults = new Faults();
        String key = idempotencyKey(idempotencyKeys, faults);
        SubmitJobRequest request = read(new Members(object, "", faults), tenant);
        faults.throwIfAny();
        if (request == null) {
            throw new IllegalStateException("A request without faults could not be read");
        }
        return new SubmitJob(
                tenant,
                submittedBy,
                key,
                RequestJson.sha256((quote ? "quote " : "") + RequestJson.canonical(object)),
                request.canonical(),
                request.repository().shown(),
                request.steps().shown(),
                request.options().tier(),
                request.options().maxMilliSau(),
                quote || request.options().dryRun(),
                request.options().deadline(),
                request.repository().repositoryId(),
                request.repository().branch());
    }

    /// The branch a job is about that was submitted as such; null when it is about none.
    public static @Nullable String branch(String canonicalRequest) {
        return RepositoryContext.branch(Json.tree(canonicalRequest).path("repository"));
    }

    /// The hash a retry of a job is known by under its idempotency key.
    public static String retryHash(String jobId) {
        return RequestJson.sha256("retry " + jobId);
    }

    /// The key, or null when there is none.
    /// @throws RefactoryException `invalid_request` when it is not one key of printable ASCII
    public static @Nullable String idempotencyKey(List<String> given) {
        Faults faults = new Faults();
        String key = idempotencyKey(given, faults);
        faults.throwIfAny();
        return key;
    }

    private static @Nullable String idempotencyKey(List<String> given, Faults faults) {
        if (given.isEmpty()) {
            return null;
        }
        if (given.size() > 1 || !KEY.matcher(given.getFirst()).matches()) {
            faults.add(
                    ErrorCode.INVALID_REQUEST,
                    "Idempotency-Key",
                    "Must be given once, as 1 to " + Limits.IDEMPOTENCY_KEY_CHARACTERS
                            + " printable ASCII characters without blanks; a UUID does.");
            return null;
        }
        return given.getFirst();
    }

    private @Nullable SubmitJobRequest read(Members request, TenantId tenant) {
        Set<String> known = new TreeSet<>(MEMBERS);
        known.addAll(NOT_READ);
        request.refuseOthers(known);
        String model = model(request);
        RecipeSteps steps = RecipeSteps.read(request, recipes, instructions);
        RepositoryContext repository = RepositoryContext.read(request, tenant, repositories);
        SubmitJobRequest.Options options = options(request);
        ObjectNode metadata = metadata(request);
        if (request.value("callback_url") != null) {
            request.notAvailable(
                    "callback_url", "Callbacks are not available yet: follow GET /v2/jobs/{id}/events instead.");
        }
        if (request.flag("stream", false)) {
            request.notAvailable("stream", "A job is not streamed here: follow GET /v2/jobs/{id}/events.");
        }
        return steps == null || repository == null
                ? null
                : new SubmitJobRequest(model, steps, repository, options, metadata);
    }

    private String model(Members request) {
        String given = request.text("model", 120);
        String name = given == null ? ModelCatalogue.DEFAULT : given;
        return models.resolve(name).orElseGet(() -> {
            request.fault(
                    "model", "There is no model '" + name + "' (known: " + String.join(", ", models.names()) + ").");
            return "";
        });
    }

    private static SubmitJobRequest.Options options(Members request) {
        Members given = request.object("options");
        Members options = given == null ? new Members(Json.object(), "options", request.faults()) : given;
        options.refuseOthers(OPTIONS);
        if (request.value("deadline") != null && options.value("deadline") != null) {
            options.fault("deadline", "Give deadline once.");
        }
        return new SubmitJobRequest.Options(
                options.flag("strict_ast_mode", true),
                verify(options),
                options.flag("allow_unresolved", false),
                tier(options),
                maxMilliSau(options),
                options.flag("dry_run", false),
                options.flag("cache", true),
                deadline(request.value("deadline") == null ? options : request));
    }

    private static String verify(Members options) {
        String verify = options.text("verify", 20);
        if (verify == null) {
            return "compile";
        }
        switch (verify) {
            case "parse", "compile" -> {}
            case "build", "test" ->
                options.notAvailable("verify", "'" + verify + "' needs a sandbox that is not there yet: use compile.");
            default -> options.fault("verify", "Must be parse or compile, not '" + verify + "'.");
        }
        return verify;
    }

    private static Tier tier(Members options) {
        String tier = options.text("tier", 20);
        for (Tier known : Tier.values()) {
            if (tier == null
                    ? known == Tier.STANDARD
                    : known.name().toLowerCase(Locale.ROOT).equals(tier)) {
                return known;
            }
        }
        String names = Arrays.stream(Tier.values())
                .map(known -> known.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        options.fault("tier", "Must be one of " + names + ", not '" + tier + "'.");
        return Tier.STANDARD;
    }

    private static @Nullable Long maxMilliSau(Members options) {
        JsonNode value = options.value("max_sau");
        if (value == null) {
            return null;
        }
        if (value.isNumber() && Math.abs(value.doubleValue()) <= Limits.MAX_SAU) {
            BigDecimal milli = value.decimalValue().movePointRight(3).stripTrailingZeros();
            if (milli.signum() >= 0 && milli.scale() <= 0) {
                return milli.longValueExact();
            }
        }
        options.fault("max_sau", "Must be a number from 0 to " + Limits.MAX_SAU + " with at most 3 decimals.");
        return null;
    }

    private static Duration deadline(Members owner) {
        Duration standard = Duration.ofSeconds(Limits.DEADLINE_SECONDS_DEFAULT);
        JsonNode value = owner.value("deadline");
        if (value == null) {
            return standard;
        }
        Duration deadline = value.isTextual() || value.canConvertToLong() && value.isIntegralNumber()
                ? DurationText.parse(value.asText()).orElse(Duration.ZERO)
                : Duration.ZERO;
        if (deadline.compareTo(Duration.ofSeconds(Limits.DEADLINE_SECONDS_MIN)) < 0
                || deadline.compareTo(Duration.ofSeconds(Limits.DEADLINE_SECONDS_MAX)) > 0) {
            owner.fault("deadline", DEADLINE_FORM);
            return standard;
        }
        return deadline;
    }

    private static ObjectNode metadata(Members request) {
        Members metadata = request.object("metadata");
        if (metadata == null) {
            return Json.object();
        }
        if (metadata.object().size() > Limits.METADATA_MEMBERS) {
            request.fault("metadata", "At most " + Limits.METADATA_MEMBERS + " members.");
        }
        for (var entry : metadata.object().properties()) {
            JsonNode value = entry.getValue();
            if (entry.getKey().length() > Limits.METADATA_KEY_CHARACTERS
                    || entry.getKey().indexOf(0) >= 0
                    || !value.isValueNode()
                    || value.asText().length() > Limits.METADATA_VALUE_CHARACTERS
                    || value.asText().indexOf(0) >= 0) {
                request.fault(
                        "metadata",
                        "Keys have at most " + Limits.METADATA_KEY_CHARACTERS
                                + " characters, values are strings, numbers or " + "booleans of at most "
                                + Limits.METADATA_VALUE_CHARACTERS + "; none holds NUL.");
                break;
            }
        }
        return metadata.object();
    }
}
