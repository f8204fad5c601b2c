CREATE SEQUENCE "public"."conversation_seen" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE SEQUENCE "public"."incident_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE SEQUENCE "public"."triage_case_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "access_history" (
	"tenant_id" text NOT NULL,
	"request_id" text NOT NULL,
	"what" text NOT NULL,
	"written_by" text,
	"entry" bigint GENERATED ALWAYS AS IDENTITY (sequence name "access_history_entry_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_object_id" text,
	"by_name" text,
	"from_kind" text NOT NULL,
	"from_conversation_id" text,
	"correlation_id" text NOT NULL,
	"detail" text,
	CONSTRAINT "access_history_tenant_id_request_id_entry_pk" PRIMARY KEY("tenant_id","request_id","entry")
);
--> statement-breakpoint
CREATE TABLE "access_request" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"requester_object_id" text NOT NULL,
	"requester_name" text NOT NULL,
	"subject_object_id" text NOT NULL,
	"subject_name" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_app_id" text,
	"subject_user_principal_name" text,
	"subject_owned_by_requester" boolean,
	"subject_managed_identity" boolean,
	"instance_id" text NOT NULL,
	"instance_name" text NOT NULL,
	"instance_host_name" text NOT NULL,
	"role_id" text NOT NULL,
	"role_name" text NOT NULL,
	"duration_minutes" integer,
	"asked" jsonb NOT NULL,
	"reason" text NOT NULL,
	"because" jsonb,
	"correlation_id" text NOT NULL,
	"writer" text NOT NULL,
	"extends" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"approvers" jsonb NOT NULL,
	"wake_at" timestamp with time zone,
	"status" jsonb NOT NULL,
	"state" text GENERATED ALWAYS AS (status ->> 'state') STORED,
	CONSTRAINT "access_request_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "approvals_channel" (
	"tenant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"group_id" text NOT NULL,
	CONSTRAINT "approvals_channel_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "case_diagnosis" (
	"tenant_id" text NOT NULL,
	"diagnosis_id" text NOT NULL,
	"case_id" text NOT NULL,
	CONSTRAINT "case_diagnosis_tenant_id_diagnosis_id_pk" PRIMARY KEY("tenant_id","diagnosis_id")
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"user_object_id" text,
	"time_zone" text,
	"team_id" text,
	"reference" jsonb NOT NULL,
	"seen" bigint DEFAULT nextval('conversation_seen') NOT NULL,
	"seen_at" timestamp with time zone,
	CONSTRAINT "conversation_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"request_id" text NOT NULL,
	"audience" text NOT NULL,
	"person_object_id" text,
	"conversation_id" text,
	"addressee" text NOT NULL,
	"news" text,
	"news_job" text,
	"news_version" integer,
	"activity_id" text,
	"shown_version" integer NOT NULL,
	"undeliverable" text,
	"entry" bigint GENERATED ALWAYS AS IDENTITY (sequence name "delivery_entry_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "delivery_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "diagnosis" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"asked_by_object_id" text NOT NULL,
	"asked_by_name" text NOT NULL,
	"report" jsonb NOT NULL,
	"conversation_id" text NOT NULL,
	"activity_id" text,
	"begun_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"instance_id" text,
	"offered" jsonb,
	"read_in_part" boolean NOT NULL,
	"unasked" boolean NOT NULL,
	"written_by" jsonb,
	"said_in" text,
	"triaged" boolean NOT NULL,
	"joins" text,
	"unseen" text,
	"unshown" boolean DEFAULT false NOT NULL,
	"diagnosis" jsonb,
	CONSTRAINT "diagnosis_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"number" bigint DEFAULT nextval('incident_number') NOT NULL,
	"version" integer NOT NULL,
	"trait" jsonb NOT NULL,
	"cause" text,
	"since" timestamp with time zone NOT NULL,
	"last_report_at" timestamp with time zone NOT NULL,
	"cases" integer NOT NULL,
	"affected" jsonb NOT NULL,
	"people" integer NOT NULL,
	"examined" jsonb,
	"assignee" jsonb,
	"correlation_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"status" jsonb NOT NULL,
	"state" text GENERATED ALWAYS AS (status ->> 'state') STORED NOT NULL,
	"trait_key" text GENERATED ALWAYS AS (trait ->> 'key') STORED NOT NULL,
	CONSTRAINT "incident_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "last_instance" (
	"tenant_id" text NOT NULL,
	"person_object_id" text NOT NULL,
	"instance_id" text NOT NULL,
	CONSTRAINT "last_instance_tenant_id_person_object_id_pk" PRIMARY KEY("tenant_id","person_object_id")
);
--> statement-breakpoint
CREATE TABLE "muted_thread" (
	"tenant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	CONSTRAINT "muted_thread_tenant_id_conversation_id_pk" PRIMARY KEY("tenant_id","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_link" (
	"tenant_id" text NOT NULL,
	"handle_hash" text NOT NULL,
	"pending" jsonb NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "sign_in_link_tenant_id_handle_hash_pk" PRIMARY KEY("tenant_id","handle_hash")
);
--> statement-breakpoint
CREATE TABLE "taken_message" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "taken_message_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "triage_card" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"conversation_id" text,
	"activity_id" text,
	"shown_version" integer NOT NULL,
	"undeliverable" text,
	"tried_version" integer DEFAULT 0 NOT NULL,
	"wanted_version" integer NOT NULL,
	"open" boolean NOT NULL,
	"beside" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"shown_in_chats" integer,
	CONSTRAINT "triage_card_tenant_id_kind_subject_id_pk" PRIMARY KEY("tenant_id","kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "triage_case" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"number" bigint DEFAULT nextval('triage_case_number') NOT NULL,
	"version" integer NOT NULL,
	"reporter" jsonb NOT NULL,
	"origin" jsonb NOT NULL,
	"diagnosis_id" text NOT NULL,
	"report" jsonb NOT NULL,
	"outcome" jsonb,
	"traits" text[] NOT NULL,
	"unseen" text,
	"unseen_at" timestamp with time zone,
	"assignee" jsonb,
	"incident_id" text,
	"incident_instance" text,
	"request_id" text,
	"requested_at" timestamp with time zone,
	"request_open" boolean DEFAULT false NOT NULL,
	"correlation_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"access_at" timestamp with time zone,
	"wake_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"status" jsonb NOT NULL,
	"words" "tsvector" NOT NULL,
	"state" text GENERATED ALWAYS AS (status ->> 'state') STORED NOT NULL,
	"reporter_key" text GENERATED ALWAYS AS (lower(reporter ->> 'objectId')) STORED NOT NULL,
	"assignee_key" text GENERATED ALWAYS AS (lower(coalesce(assignee ->> 'objectId', ''))) STORED NOT NULL,
	"instance_key" text GENERATED ALWAYS AS (lower(coalesce(outcome #>> '{instance,name}', report #>> '{instance,name}', nullif(split_part(report #>> '{instance,hostName}', '.', 1), ''), incident_instance, ''))) STORED NOT NULL,
	"cause" text GENERATED ALWAYS AS (coalesce(outcome #>> '{causes,0}', 'none')) STORED NOT NULL,
	"causes_key" text GENERATED ALWAYS AS (coalesce((outcome #>> '{causes}') || (outcome #>> '{possible}'), '')) STORED NOT NULL,
	CONSTRAINT "triage_case_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "triage_channel" (
	"tenant_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"group_id" text NOT NULL,
	"digest_off" boolean NOT NULL,
	"digest_until" timestamp with time zone,
	CONSTRAINT "triage_channel_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "triage_history" (
	"tenant_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"what" text NOT NULL,
	"entry" bigint GENERATED ALWAYS AS IDENTITY (sequence name "triage_history_entry_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_object_id" text,
	"by_name" text,
	"from_kind" text NOT NULL,
	"from_conversation_id" text,
	"correlation_id" text NOT NULL,
	"detail" text,
	CONSTRAINT "triage_history_tenant_id_subject_id_entry_pk" PRIMARY KEY("tenant_id","subject_id","entry")
);
--> statement-breakpoint
ALTER TABLE "approvals_channel" ADD CONSTRAINT "approvals_channel_conversation" FOREIGN KEY ("tenant_id","conversation_id") REFERENCES "public"."conversation"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "triage_channel" ADD CONSTRAINT "triage_channel_conversation" FOREIGN KEY ("tenant_id","conversation_id") REFERENCES "public"."conversation"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_history_at" ON "access_history" USING btree ("at","entry");--> statement-breakpoint
CREATE INDEX "access_history_of_tenant" ON "access_history" USING btree ("tenant_id","at","entry");--> statement-breakpoint
CREATE UNIQUE INDEX "access_request_open" ON "access_request" USING btree ("tenant_id","subject_object_id","role_id",lower("instance_id"),"extends") WHERE "access_request"."state" in ('pending', 'approved', 'failed', 'granted');--> statement-breakpoint
CREATE INDEX "access_request_by_requester" ON "access_request" USING btree ("tenant_id","requester_object_id","created_at");--> statement-breakpoint
CREATE INDEX "access_request_by_subject" ON "access_request" USING btree ("tenant_id","subject_object_id","created_at");--> statement-breakpoint
CREATE INDEX "access_request_by_state" ON "access_request" USING btree ("tenant_id","state","created_at");--> statement-breakpoint
CREATE INDEX "access_request_named" ON "access_request" USING btree ("tenant_id","created_at") WHERE "access_request"."state" in ('denied', 'withdrawn', 'lapsed', 'ended') and ("access_request"."requester_name" <> 'Somebody' or "access_request"."reason" <> '' or jsonb_array_length("access_request"."approvers") > 0);--> statement-breakpoint
CREATE INDEX "access_request_by_diagnosis" ON "access_request" USING btree ("tenant_id",("because" ->> 'diagnosisId')) WHERE "access_request"."because" is not null;--> statement-breakpoint
CREATE INDEX "case_diagnosis_of_case" ON "case_diagnosis" USING btree ("tenant_id","case_id");--> statement-breakpoint
CREATE INDEX "conversation_personal" ON "conversation" USING btree ("tenant_id","user_object_id","seen");--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_once" ON "delivery" USING btree ("tenant_id","request_id","audience","addressee",coalesce("news_job", ''),coalesce("news", ''),coalesce("news_version", 0));--> statement-breakpoint
CREATE INDEX "delivery_undeliverable" ON "delivery" USING btree ("tenant_id","addressee") WHERE "delivery"."undeliverable" is not null;--> statement-breakpoint
CREATE INDEX "delivery_there" ON "delivery" USING btree ("tenant_id","conversation_id");--> statement-breakpoint
CREATE INDEX "delivery_unsent_news" ON "delivery" USING btree ("tenant_id") WHERE "delivery"."audience" = 'news' and "delivery"."activity_id" is null and "delivery"."undeliverable" is null;--> statement-breakpoint
CREATE INDEX "diagnosis_latest" ON "diagnosis" USING btree ("tenant_id","asked_by_object_id","conversation_id","begun_at");--> statement-breakpoint
CREATE INDEX "diagnosis_triaged" ON "diagnosis" USING btree ("tenant_id","begun_at") WHERE "diagnosis"."triaged";--> statement-breakpoint
CREATE INDEX "diagnosis_running" ON "diagnosis" USING btree ("begun_at") WHERE "diagnosis"."state" = 'running';--> statement-breakpoint
CREATE INDEX "diagnosis_unshown" ON "diagnosis" USING btree ("begun_at") WHERE "diagnosis"."unshown";--> statement-breakpoint
CREATE UNIQUE INDEX "incident_open" ON "incident" USING btree ("tenant_id","trait_key") WHERE "incident"."state" = 'open';--> statement-breakpoint
CREATE INDEX "incident_by_state" ON "incident" USING btree ("tenant_id","state","last_report_at");--> statement-breakpoint
CREATE INDEX "sign_in_link_until" ON "sign_in_link" USING btree ("tenant_id","until");--> statement-breakpoint
CREATE INDEX "taken_message_until" ON "taken_message" USING btree ("tenant_id","until");--> statement-breakpoint
CREATE INDEX "triage_card_stale" ON "triage_card" USING btree ("tenant_id","subject_id") WHERE ("triage_card"."shown_version" < "triage_card"."wanted_version" and "triage_card"."undeliverable" is null and ("triage_card"."open" or "triage_card"."activity_id" is not null)) or "triage_card"."beside" <> '[]' or "triage_card"."shown_in_chats" < "triage_card"."wanted_version";--> statement-breakpoint
CREATE INDEX "triage_card_open" ON "triage_card" USING btree ("tenant_id","subject_id") WHERE "triage_card"."open";--> statement-breakpoint
CREATE INDEX "triage_card_undeliverable" ON "triage_card" USING btree ("tenant_id","conversation_id") WHERE "triage_card"."undeliverable" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "triage_case_by_number" ON "triage_case" USING btree ("tenant_id","number");--> statement-breakpoint
CREATE INDEX "triage_case_by_state" ON "triage_case" USING btree ("tenant_id","state","created_at","number","cause","answered_at","access_at");--> statement-breakpoint
CREATE INDEX "triage_case_by_reporter" ON "triage_case" USING btree ("tenant_id","reporter_key","state","created_at","number");--> statement-breakpoint
CREATE INDEX "triage_case_by_assignee" ON "triage_case" USING btree ("tenant_id","assignee_key","state","created_at","number");--> statement-breakpoint
CREATE INDEX "triage_case_by_instance" ON "triage_case" USING btree ("tenant_id","instance_key","state","created_at","number");--> statement-breakpoint
CREATE INDEX "triage_case_by_causes" ON "triage_case" USING btree ("tenant_id","causes_key","state","created_at","number");--> statement-breakpoint
CREATE INDEX "triage_case_by_incident" ON "triage_case" USING btree ("tenant_id","incident_id","state","created_at","number") WHERE "triage_case"."incident_id" is not null;--> statement-breakpoint
CREATE INDEX "triage_case_resolved" ON "triage_case" USING btree ("tenant_id","resolved_at") WHERE "triage_case"."resolved_at" is not null;--> statement-breakpoint
CREATE INDEX "triage_case_named" ON "triage_case" USING btree ("tenant_id","resolved_at") WHERE "triage_case"."state" in ('resolved', 'closed') and "triage_case"."reporter_key" <> 'forgotten';--> statement-breakpoint
CREATE INDEX "triage_case_words" ON "triage_case" USING gin ("words") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "triage_history_of_tenant" ON "triage_history" USING btree ("tenant_id","at","entry");