/** How many people came to a cohort and left it, by day. */
import type { CalendarDate } from "./calendar";

export type CohortCourse = { on: CalendarDate; joined: number; left: number }[];
export type CoursePoint = { on: CalendarDate; joined: number; left: number; members: number };

/** With the members at the end of each day. Days are in order, and nobody was in it before the first. */
export function courseWithMembers(course: Readonly<CohortCourse>): CoursePoint[] {
  let members = 0;
  return course.map(({ on, joined, left }) => {
    members += joined - left;
    return { on, joined, left, members };
  });
}
