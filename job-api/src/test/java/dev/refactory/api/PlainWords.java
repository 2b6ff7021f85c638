package dev.refactory.api;

import dev.refactory.api.submit.InstructionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Understands `Rename method X to Y`, also several joined with `, then `.
enum PlainWords implements InstructionReader {
    ONLY_RENAMES;

    private static final Pattern RENAME = Pattern.compile("(?i)rename method (\\S+) to (\\w+)");

    @Override
    public Reading read(String instruction) {
        List<Step> steps = new ArrayList<>();
        for (String part : instruction.split(", then ", -1)) {
            Matcher matcher = RENAME.matcher(part);
            if (!matcher.matches()) {
                return new Reading.Unclear(
                        "'" + part + "' names no recipe.",
                        List.of(new Suggestion("rename-method", "Rename method com.acme.Foo#bar to baz")));
            }
            steps.add(new Step("rename-method", Map.of("method", matcher.group(1), "newName", matcher.group(2))));
        }
        return new Reading.Understood(steps);
    }
}
