package dev.refactory.refactor.fuzz;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Makes up requests to one recipe: a random symbol of a library, and mostly what a person would ask of
/// it, sometimes what nobody should. A recipe joins the fuzz with a maker in [#ALL].
interface RequestMaker {
    /// Asked in every build.
    List<RequestMaker> RENAMES =
            List.of(new RenameTypeRequests(), new RenameMethodRequests(), new RenameFieldRequests());

    /// Asked of the libraries that are named by command.
    List<RequestMaker> ALL = Stream.concat(
                    RENAMES.stream(),
                    Stream.of(
                            new RenameVariableRequests(),
                            new ParameterRequests.Add(),
                            new ParameterRequests.Remove(),
                            new ParameterRequests.Reorder(),
                            new ParameterRequests.Rename(),
                            new DeclarationRequests.Access(),
                            new DeclarationRequests.Move(),
                            new DeclarationRequests.MoveMember(),
                            new RetypeRequests(),
                            new PackageRequests(),
                            new TypeUseRequests(),
                            new ApiRequests(),
                            new ImportRequests.Remove(),
                            new ImportRequests.Organize(),
                            new AnnotationRequests.Add(),
                            new AnnotationRequests.Remove(),
                            new AnnotationRequests.Change()))
            .toList();

    /// Those that `-Drecipes` names; all when it names none.
    static List<RequestMaker> chosen() {
        List<String> named = List.of(System.getProperty("recipes", "").split(","));
        List<RequestMaker> chosen =
                ALL.stream().filter(maker -> named.contains(maker.recipe())).toList();
        return chosen.isEmpty() ? ALL : chosen;
    }

    /// The recipe's name.
    String recipe();

    /// Empty when the library has nothing to ask it of.
    Optional<Request> make(Library library, RandomGenerator random);
}
