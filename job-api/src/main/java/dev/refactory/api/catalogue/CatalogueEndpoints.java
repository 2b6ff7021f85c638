package dev.refactory.api.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.accelerator.api.InferenceService.AcceleratorStatus;
import dev.refactory.api.catalogue.RecipeCatalogue.ParameterInfo;
import dev.refactory.api.catalogue.RecipeCatalogue.RecipeInfo;
import dev.refactory.kit.http.Reply;
import dev.refactory.kit.json.Json;
import io.vertx.ext.web.RoutingContext;

/// What can be asked for, what would do it, and the limits.
public final class CatalogueEndpoints {
    private final RecipeCatalogue recipes;
    private final InferenceService accelerators;

    public CatalogueEndpoints(RecipeCatalogue recipes, InferenceService accelerators) {
        this.recipes = recipes;
        this.accelerators = accelerators;
    }

    /// `GET /v2/recipes`
    public Reply recipes(RoutingContext context) {
        ObjectNode json = Json.object().put("object", "list");
        ArrayNode data = json.putArray("data");
        for (RecipeInfo recipe : recipes.recipes()) {
            ObjectNode one = data.addObject().put("name", recipe.name()).put("summary", recipe.summary());
            ArrayNode parameters = one.put("read_only", recipe.readOnly()).putArray("parameters");
            for (ParameterInfo parameter : recipe.parameters()) {
                parameters
                        .addObject()
                        .put("name", parameter.name())
                        .put("description", parameter.description())
                        .put("required", parameter.required());
            }
        }
        return Reply.json(200, json).with("Cache-Control", "no-cache");
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
        return json.put("simulated_device_ms", member.simulatedDeviceMs());
    }

    /// `GET /v2/limits`
    public Reply limits(RoutingContext context) {
        ObjectNode json = Json.object().put("object", "limits");
        ObjectNode limits = json.putObject("limits");
        Limits.all().forEach(limits::put);
        return Reply.json(200, json).with("Cache-Control", "no-cache");
    }
}
