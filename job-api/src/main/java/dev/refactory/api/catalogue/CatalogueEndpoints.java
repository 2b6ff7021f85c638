package dev.refactory.api.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.accelerator.api.Load;
import dev.refactory.accelerator.api.WaitReason;
import dev.refactory.api.catalogue.RecipeCatalogue.ParameterInfo;
import dev.refactory.api.catalogue.RecipeCatalogue.RecipeInfo;
import dev.refactory.api.submit.Query;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.json.Json;
import dev.refactory.kit.problem.ErrorCode;
import dev.refactory.kit.problem.RefactoryException;
import dev.refactory.kit.text.Nearest;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What can be asked for, what would do it, and the limits.
public final class CatalogueEndpoints {
    private final RecipeCatalogue recipes;
    private final ModelCatalogue models;
    private final InferenceService accelerators;

    public CatalogueEndpoints(RecipeCatalogue recipes, ModelCatalogue models, InferenceService accelerators) {
        this.recipes = recipes;
        this.models = models;
        this.accelerators = accelerators;
    }

    /// `GET /v2/recipes`
    public Reply recipes(RoutingContext context) {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        recipes.recipes().forEach(recipe -> data.add(json(recipe)));
        return Reply.json(200, json).with("Cache-Control", "no-cache");
    }

    /// `GET /v2/recipes/{name}`
    public Reply recipe(RoutingContext context) {
        new Query(context, Set.of()).done();
        String name = context.pathParam("name");
        List<String> names = recipes.recipes().stream().map(RecipeInfo::name).toList();
        RecipeInfo found = recipes.find(name).orElseThrow(() -> unknown("recipe", name, names, "/v2/recipes"));
        return Reply.json(200, json(found)).with("Cache-Control", "no-cache");
    }

    private static RefactoryException unknown(String what, String name, Collection<String> names, String list) {
        String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
        return new RefactoryException(
                ErrorCode.NOT_FOUND,
                shown,
                "There is no " + what + " '" + shown + "'" + Nearest.hint(name, names) + "; GET " + list
                        + " lists them.");
    }

    private static ObjectNode json(RecipeInfo recipe) {
        ObjectNode json = Json.object().put("name", recipe.name()).put("summary", recipe.summary());
        ArrayNode parameters = json.put("read_only", recipe.readOnly()).putArray("parameters");
        for (ParameterInfo parameter : recipe.parameters()) {
            parameters
                    .addObject()
                    .put("name", parameter.name())
                    .put("description", parameter.description())
                    .put("required", parameter.required());
        }
        ArrayNode instructions = json.putArray("instructions");
        recipe.instructions().forEach(instructions::add);
        return json;
    }

    /// `GET /v2/models`, in the shape clients of OpenAI's API read.
    public Reply models(RoutingContext context) {
        new Query(context, Set.of()).done();
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        models.names().forEach(name -> data.add(model(name)));
        return Reply.json(200, json).with("Cache-Control", "no-cache");
    }

    /// `GET /v2/models/{model}`
    public Reply model(RoutingContext context) {
        new Query(context, Set.of()).done();
        String name = context.pathParam("model");
        if (models.resolve(name).isEmpty()) {
            throw unknown("model", name, models.names(), "/v2/models");
        }
        return Reply.json(200, model(name)).with("Cache-Control", "no-cache");
    }

    private ObjectNode model(String name) {
        ObjectNode json = Json.object().put("id", name).put("object", "model");
        json.put("created", ModelCatalogue.CREATED.getEpochSecond()).put("owned_by", "refactory");
        String own = models.resolve(name).orElse(name);
        return json.put("stands_for", own.equals(name) ? null : own);
    }

    /// `GET /v2/accelerators`
    public Reply accelerators(RoutingContext context) {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        accelerators.accelerators().forEach(member -> data.add(json(member)));
        return Reply.json(200, json).with("Cache-Control", "no-store");
    }

    private static ObjectNode json(AcceleratorStatus member) {
        ObjectNode json = Json.object().put("name", member.name()).put("profile", member.profile());
        json.put("simulated", member.simulated()).put("state", member.state());
        ArrayNode models = json.putArray("models");
        member.models().forEach(models::add);
        json.put("running", member.running()).put("waiting", member.waiting());
        json.put("requests", member.requests()).put("batches", member.batches());
        json.put("mean_batch_size", member.meanBatchSize()).put("max_batch_size", member.maxBatchSize());
        ArrayNode groups = json.putArray("batches_by_distinct_jobs");
        member.batchesByDistinctGroups().forEach(groups::add);
        json.put("simulated_device_ms", member.simulatedDeviceMs());
        Load load = member.load();
        json.put("context_tokens", load.contextTokens()).put("held_tokens", load.heldTokens());
        json.put("asked_tokens", load.askedTokens()).put("pending_tokens", load.pendingTokens());
        WaitReason reason = load.waitsFor();
        return json.put("waits_for", reason == null ? null : reason.name().toLowerCase(Locale.ROOT));
    }

    /// `GET /v2/limits`
    public Reply limits(RoutingContext context) {
        ObjectNode json = Json.object().put("object", "limits");
        ObjectNode limits = json.putObject("limits");
        Limits.all().forEach(limits::put);
        return Reply.json(200, json).with("Cache-Control", "no-cache");
    }
}
