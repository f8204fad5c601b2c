const nouns =
  'colleague|co-?worker|team ?mate|intern|customer|contractor|student|consultant|partner|vendor|guest(?! account)|new hire|new starter|new joiner|starter|joiner|operator|auditor|technician|trainee|apprentice|janitor|caretaker|electrician|architect|analyst|planner|scientist|researcher|designer|tester|supplier|visitor|assistant|freelancer|employee|engineer|developer|working student|caller|girl|guy(?!s)|lady|gentleman|accountant|inspector|mechanic|dispatcher|secretary|clerk|foreman|surveyor|receptionist|professor|teacher|nurse|sub-?contractor|shift lead|buddy';

/** What people call somebody whose name they leave out. Pieces of patterns, as is the other. */
export const personNoun = `(?:${nouns})s?`;
/** With those who rather approve than ask. */
export const anyPersonNoun = `(?:${nouns}|boss|manager|admin|lead|supervisor)s?`;
