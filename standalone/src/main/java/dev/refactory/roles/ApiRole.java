package dev.refactory.roles;

import dev.refactory.accelerator.api.InferenceService;
import dev.refactory.api.ApiConfig;
import dev.refactory.api.ApiServer;
import dev.refactory.api.ApiServices;
import dev.refactory.api.catalogue.ModelCatalogue;
import dev.refactory.api.catalogue.RecipeCatalogue;
import dev.refactory.api.catalogue.RecipeCatalogue.ParameterInfo;
import dev.refactory.api.catalogue.RecipeCatalogue.RecipeInfo;
import dev.refactory.api.event.JobSignals;
import dev.refactory.refactor.recipe.Recipe;
import dev.refactory.refactor.recipe.Recipes;
import dev.refactory.refactor.recipe.model.RecipeModel;
import java.util.List;

/// The door.
final class ApiRole {
    private ApiRole() {}

    static ApiServer start(Foundation on, QueueServices queue, InferenceService accelerators, Depot depot) {
        JobSignals signals = new JobSignals();
        Recipes recipes = Recipes.standard();
        signals.follow(on.cluster.topic(Loops.JOB_NEWS));
        return ApiServer.start(
                ApiConfig.of(
                        on.config.http().host(),
                        on.config.http().port(),
                        on.config.dataDir().resolve("uploads")),
                new ApiServices(
                        on.jobs,
                        on.jobs,
                        catalogue(recipes),
                        new ModelCatalogue(RecipeModel.NAME),
                        accelerators,
                        signals,
                        queue.relay::ring,
                        on.health,
                        new PlainInstructions(recipes),
                        new StoredRepositories(depot),
                        depot.graphs),
                on.metrics,
                on.clock,
                on.ticker);
    }

    private static RecipeCatalogue catalogue(Recipes recipes) {
        List<RecipeInfo> infos =
                recipes.descriptors().stream().map(ApiRole::info).toList();
        return () -> infos;
    }

    private static RecipeInfo info(Recipe.Descriptor recipe) {
        return new RecipeInfo(
                recipe.name(),
                recipe.summary(),
                recipe.readOnly(),
                recipe.parameters().stream()
                        .map(each -> new ParameterInfo(each.name(), each.description(), each.required()))
                        .toList(),
                recipe.phrases().stream().map(Recipe.Phrase::example).toList());
    }
}
